import type { ServiceHandler } from '../../wire/service.ts';
import { accessKeyOperations } from './access-keys.ts';
import { accountOperations } from './account.ts';
import { attachmentOperations } from './attachments.ts';
import { getAccountAuthorizationDetails } from './authorization-details.ts';
import { credentialReportOperations } from './credential-report.ts';
import { groupOperations } from './groups.ts';
import { inlinePolicyOperations } from './inline-policies.ts';
import { instanceProfileOperations } from './instance-profiles.ts';
import { managedPolicyOperations } from './managed-policies.ts';
import { roleOperations } from './roles.ts';
import { simulateOperations } from './simulate.ts';
import { userOperations } from './users.ts';

/** Identity and Access Management. Its events and its endpoint belong to us-east-1. */
export const iamService: ServiceHandler = {
  service: 'iam',
  protocol: 'query',
  version: '2010-05-08',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  globalRegion: 'us-east-1',
  operations: {
    ...userOperations,
    ...groupOperations,
    ...roleOperations,
    ...managedPolicyOperations,
    ...attachmentOperations,
    ...inlinePolicyOperations,
    ...accessKeyOperations,
    ...instanceProfileOperations,
    ...accountOperations,
    ...credentialReportOperations,
    ...simulateOperations,
    GetAccountAuthorizationDetails: getAccountAuthorizationDetails,
  },
};
