import { sha256Hex } from '@virga/domain/ids';
import { z } from 'zod';
import { headText } from '../custody/sign-head.ts';
import type { SignedHead } from '../custody/signed-head.ts';

/** An outside authority's word that a signed head existed at a time (RFC 3161), with its answer as it was received. */
export const headAnchorSchema = z.object({
  caseId: z.string(),
  /** Entry that the head vouches for. */
  number: z.number().int().positive(),
  entryHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** SHA-256 of the head's text, which is what was stamped. */
  headHash: z.string().regex(/^[0-9a-f]{64}$/),
  authority: z.string(),
  /** ISO 8601, the authority's clock. */
  at: z.string(),
  policy: z.string(),
  serial: z.string(),
  /** PEM of the trusted certificate that the stamp led to when it was taken. */
  root: z.string(),
  /** The whole TimeStampResp, base64: `openssl ts -verify` reads it. */
  response: z.base64(),
});
export type HeadAnchor = z.infer<typeof headAnchorSchema>;

/** What a time-stamp over a head is made of: the text that the head's signature is over too. */
export function headHash(head: SignedHead): string {
  return sha256Hex(headText(head));
}

/** The newest anchor that is over one of these heads, or null. */
export function anchorOf(heads: readonly SignedHead[], anchors: readonly HeadAnchor[]): HeadAnchor | null {
  const hashes = new Set(heads.map(headHash));
  const fitting = anchors.filter((anchor) => hashes.has(anchor.headHash));
  return fitting.sort((a, b) => a.number - b.number || (a.at < b.at ? -1 : 1)).at(-1) ?? null;
}

export interface AnchorState {
  /** Newest stamp over one of the heads. */
  newest: { number: number; at: string; authority: string } | null;
  /** When the first head was signed that no stamp covers; null when the newest head is covered. */
  notSince: string | null;
}

/** What the screen and the report say: anchored at … by …, or not anchored since …. */
export function anchorState(heads: readonly SignedHead[], anchors: readonly HeadAnchor[]): AnchorState {
  const newest = anchorOf(heads, anchors);
  const open = heads.filter((head) => head.number > (newest?.number ?? 0)).map((head) => head.at);
  return {
    newest: newest && { number: newest.number, at: newest.at, authority: newest.authority },
    notSince: open.sort()[0] ?? null,
  };
}
