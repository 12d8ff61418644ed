import type { TemporarySession } from '../../estate/types.ts';
import { base32Text } from '../../wire/derived-values.ts';
import type { RangeCall } from '../../wire/service.ts';

/** Makes temporary credentials from the call's own id (a replay makes the same ones) and puts them into the estate. */
export function issueSession(
  call: RangeCall,
  facts: Omit<TemporarySession, 'accessKeyId' | 'secret' | 'sessionToken' | 'issuedAtMs' | 'mfaAuthenticated'>,
): TemporarySession {
  const session: TemporarySession = {
    ...facts,
    accessKeyId: `ASIA${base32Text(call.derive('session key', 16))}`,
    secret: call.derive('session secret', 30).toString('base64'),
    sessionToken: `IQoJb3JpZ2luX2Vj${call.derive('session token', 240).toString('base64')}`,
    // STS states times in whole seconds; aws:TokenIssueTime is compared with those.
    issuedAtMs: Math.floor(call.nowMs / 1000) * 1000,
    mfaAuthenticated: false,
  };
  call.estate.sessions[session.accessKeyId] = session;
  return session;
}

const iso = (ms: number): string => new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');

/** The Credentials element of STS replies. */
export function credentialsXml(session: TemporarySession): Record<string, string> {
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secret,
    SessionToken: session.sessionToken,
    Expiration: iso(session.expiresAtMs),
  };
}
