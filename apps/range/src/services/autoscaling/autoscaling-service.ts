import type { ServiceHandler } from '../../wire/service.ts';
import { groupReadOperations } from './group-reads.ts';
import { membershipOperations } from './membership.ts';
import { processOperations } from './processes.ts';

/** Auto Scaling (EC2 groups). */
export const autoscalingService: ServiceHandler = {
  service: 'autoscaling',
  protocol: 'query',
  version: '2011-01-01',
  namespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
  operations: { ...groupReadOperations, ...membershipOperations, ...processOperations },
};
