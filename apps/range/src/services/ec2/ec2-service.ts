import type { ServiceHandler } from '../../wire/service.ts';
import { addressOperations } from './addresses.ts';
import { consoleOperations } from './console.ts';
import { imageOperations } from './images.ts';
import { instanceAttributeOperations } from './instance-attributes.ts';
import { instanceLifecycleOperations } from './instance-lifecycle.ts';
import { instanceOperations } from './instances.ts';
import { interfaceChangeOperations } from './interface-changes.ts';
import { networkAclOperations } from './network-acls.ts';
import { networkReadOperations } from './network-reads.ts';
import { profileAssociationOperations } from './profile-associations.ts';
import { regionOperations } from './regions.ts';
import { securityGroupChangeOperations } from './security-group-changes.ts';
import { securityGroupReadOperations } from './security-groups.ts';
import { snapshotChangeOperations } from './snapshot-changes.ts';
import { snapshotCreateOperations } from './snapshot-create.ts';
import { snapshotReadOperations } from './snapshots.ts';
import { tagOperations } from './tags.ts';
import { ec2TrailParameters } from './trail-parameters.ts';
import { volumeOperations } from './volumes.ts';

/** Elastic Compute Cloud. */
export const ec2Service: ServiceHandler = {
  service: 'ec2',
  protocol: 'ec2',
  version: '2016-11-15',
  namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  trailParameters: ec2TrailParameters,
  operations: {
    ...regionOperations,
    ...instanceOperations,
    ...instanceAttributeOperations,
    ...instanceLifecycleOperations,
    ...volumeOperations,
    ...snapshotReadOperations,
    ...snapshotCreateOperations,
    ...snapshotChangeOperations,
    ...tagOperations,
    ...networkReadOperations,
    ...networkAclOperations,
    ...interfaceChangeOperations,
    ...securityGroupReadOperations,
    ...securityGroupChangeOperations,
    ...addressOperations,
    ...profileAssociationOperations,
    ...imageOperations,
    ...consoleOperations,
  },
};
