import { createPublicKey, type KeyObject } from 'node:crypto';
import type { TrailContext, Window } from './trail-context.ts';

const twoHoursMs = 7_200_000;

/** Public keys that signed digests of a region in the window, by fingerprint. */
export async function fetchPublicKeys(
  context: TrailContext,
  region: string,
  window: Window,
): Promise<Map<string, KeyObject>> {
  const client = context.session.cloudTrail(region);
  const keys = new Map<string, KeyObject>();
  let token: string | undefined;
  do {
    const answer = await client.listPublicKeys({
      StartTime: new Date(window.fromMs - twoHoursMs),
      EndTime: new Date(window.deliveredToMs + twoHoursMs),
      ...(token === undefined ? {} : { NextToken: token }),
    });
    for (const entry of answer.PublicKeyList ?? []) {
      if (!entry.Fingerprint || !entry.Value) continue;
      // The SDK has decoded the blob: it is DER of PKCS #1.
      const key = createPublicKey({ key: Buffer.from(entry.Value), format: 'der', type: 'pkcs1' });
      keys.set(entry.Fingerprint, key);
    }
    token = answer.NextToken;
  } while (token !== undefined);
  return keys;
}
