import type { ServiceHandler } from '../wire/service.ts';
import { cloudtrailService } from './cloudtrail/index.ts';
import { ebsService } from './ebs/index.ts';
import { ec2Service } from './ec2/ec2-service.ts';
import { iamService } from './iam/iam-service.ts';
import { s3Service } from './s3/index.ts';
import { stsService } from './sts/sts-service.ts';

/** Every staged service by its SigV4 name. */
export function allServices(): ServiceHandler[] {
  return [stsService, iamService, ec2Service, cloudtrailService, s3Service, ebsService];
}

export { recordApiCall } from './cloudtrail/index.ts';
