import type { ServiceHandler } from '../../wire/service.ts';
import { instanceAttributeOperations } from './instance-attributes.ts';
import { instanceOperations } from './instances.ts';
import { networkReadOperations } from './network-reads.ts';
import { regionOperations } from './regions.ts';
import { securityGroupReadOperations } from './security-groups.ts';
import { snapshotReadOperations } from './snapshots.ts';
import { volumeOperations } from './volumes.ts';

/** Elastic Compute Cloud. */
export const ec2Service: ServiceHandler = {
  service: 'ec2',
  protocol: 'ec2',
  version: '2016-11-15',
  namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  operations: {
    ...regionOperations,
    ...instanceOperations,
    ...instanceAttributeOperations,
    ...volumeOperations,
    ...snapshotReadOperations,
    ...networkReadOperations,
    ...securityGroupReadOperations,
  },
};
