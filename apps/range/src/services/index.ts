import type { ServiceHandler } from '../wire/service.ts';
import { autoscalingService } from './autoscaling/autoscaling-service.ts';
import { cloudtrailService } from './cloudtrail/index.ts';
import { ebsService } from './ebs/index.ts';
import { ec2Service } from './ec2/ec2-service.ts';
import { iamService } from './iam/iam-service.ts';
import { organizationsService } from './organizations/organizations-service.ts';
import { s3Service } from './s3/index.ts';
import { ssmService } from './ssm/ssm-service.ts';
import { stsService } from './sts/sts-service.ts';

/** Every staged service by its SigV4 name. */
export function allServices(): ServiceHandler[] {
  return [
    stsService,
    iamService,
    ec2Service,
    autoscalingService,
    ssmService,
    organizationsService,
    cloudtrailService,
    s3Service,
    ebsService,
  ];
}

export { recordApiCall } from './cloudtrail/index.ts';
