import type { X509Certificate } from 'node:crypto';
import type { SignedHead } from '../custody/signed-head.ts';
import { type HeadAnchor, headHash } from './head-anchor.ts';
import { timeStampRequest } from './time-stamp-request.ts';
import { verifyTimeStamp } from './verify-time-stamp.ts';

export interface StampAuthority {
  /** Sends the request and gives the answer back; limits of time and size are its own. */
  ask(request: Uint8Array): Promise<Uint8Array>;
  policy: string | null;
  trusted: readonly X509Certificate[];
}

/** Has an authority stamp a head. What comes back was checked: nothing is stored that would not be believed later. */
export async function stampHead(head: SignedHead, authority: StampAuthority): Promise<HeadAnchor> {
  const sha256 = headHash(head);
  const { policy, trusted } = authority;
  const request = timeStampRequest(sha256, policy);
  const response = await authority.ask(request.der);
  const stamp = verifyTimeStamp(response, { sha256, nonce: request.nonce, policy, trusted });
  return {
    caseId: head.caseId,
    number: head.number,
    entryHash: head.entryHash,
    headHash: sha256,
    ...stamp,
    response: Buffer.from(response).toString('base64'),
  };
}
