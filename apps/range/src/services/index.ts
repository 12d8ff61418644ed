import type { RecordApiCall, ServiceHandler } from '../wire/service.ts';
import { ec2Service } from './ec2/ec2-service.ts';
import { iamService } from './iam/iam-service.ts';
import { stsService } from './sts/sts-service.ts';

/** Every staged service by its SigV4 name. */
export function allServices(): ServiceHandler[] {
  return [stsService, iamService, ec2Service];
}

export const recordApiCall: RecordApiCall = () => false;
