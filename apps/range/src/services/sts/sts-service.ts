import type { ServiceHandler } from '../../wire/service.ts';
import { assumeRole } from './assume-role.ts';
import { getAccessKeyInfo, getCallerIdentity } from './caller-identity.ts';
import { getSessionToken } from './session-token.ts';

/** Security Token Service. */
export const stsService: ServiceHandler = {
  service: 'sts',
  protocol: 'query',
  version: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: {
    GetCallerIdentity: getCallerIdentity,
    GetAccessKeyInfo: getAccessKeyInfo,
    AssumeRole: assumeRole,
    GetSessionToken: getSessionToken,
  },
};
