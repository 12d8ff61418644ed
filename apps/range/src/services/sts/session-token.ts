import type { Operation } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { credentialsXml, issueSession } from './issue-session.ts';

/** Temporary credentials of an IAM user; no permission is needed, a session cannot ask (STS API, GetSessionToken). */
export const getSessionToken: Operation = {
  authorize: () => [],
  mutates: true,
  readOnly: true,
  handle: (call) => {
    const { principal, params, nowMs } = call;
    if (principal.kind !== 'user' || principal.tokenIssuedMicros !== undefined) {
      throw new ServiceError('AccessDenied', 403, 'Cannot call GetSessionToken with session credentials');
    }
    const seconds = params.DurationSeconds === undefined ? 43_200 : Number(params.DurationSeconds);
    if (!Number.isInteger(seconds) || seconds < 900 || seconds > 129_600) {
      throw new ServiceError('ValidationError', 400, 'DurationSeconds must be between 900 and 129600');
    }
    const session = issueSession(call, {
      accountId: principal.accountId,
      kind: 'user',
      principalArn: principal.arn,
      principalId: principal.userId,
      expiresAtMs: nowMs + seconds * 1000,
      sessionPolicies: [],
    });
    return { xml: { Credentials: credentialsXml(session) } };
  },
};
