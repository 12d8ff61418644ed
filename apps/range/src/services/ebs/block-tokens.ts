/** Block and page tokens: opaque to the client, bound to what they were given for, with an end. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** Block tokens live seven days, page tokens one hour (EBS user guide, "EBS direct APIs: tokens"). */
export const BLOCK_TOKEN_MS = 7 * 86_400_000;
export const PAGE_TOKEN_MS = 3_600_000;

interface TokenFacts {
  kind: 'block' | 'page';
  /** Snapshot (two, joined, for changed blocks) that the token belongs to. */
  subject: string;
  index: number;
  /** The listing that handed it out: another listing gives another token for the same block. */
  listing: string;
  expiresAtMs: number;
}

function sign(seed: number, text: string): Buffer {
  return createHmac('sha256', `ebs-tokens/${seed}`).update(text).digest().subarray(0, 16);
}

export function writeToken(seed: number, facts: TokenFacts): string {
  const text = [facts.kind, facts.subject, facts.index, facts.listing, facts.expiresAtMs].join('|');
  return Buffer.concat([sign(seed, text), Buffer.from(text)]).toString('base64');
}

/** The facts of a token that this range made, or undefined for anything else. */
export function readToken(seed: number, token: string): TokenFacts | undefined {
  const bytes = Buffer.from(token, 'base64');
  if (bytes.length < 20) return undefined;
  const text = bytes.subarray(16).toString();
  if (!timingSafeEqual(bytes.subarray(0, 16), sign(seed, text))) return undefined;
  const [kind, subject, index, listing, expiresAtMs] = text.split('|') as [
    TokenFacts['kind'],
    string,
    string,
    string,
    string,
  ];
  return { kind, subject, index: Number(index), listing, expiresAtMs: Number(expiresAtMs) };
}
