import type { SignedHead } from '../custody/signed-head.ts';
import { type HeadAnchor, headHash } from '../timestamp/head-anchor.ts';
import { readCertificates } from '../timestamp/read-certificates.ts';
import { verifyTimeStamp } from '../timestamp/verify-time-stamp.ts';

export interface AnchorVerdict {
  /** Entry up to which the chain existed at `at`. */
  number: number;
  at: string;
  authority: string;
  ok: boolean;
  /** What was found, in a sentence. */
  sentence: string;
}

/**
 * Checks each stamp over one of these heads. `trusted`: certificates that the reader brought; without them the authority's
 * own, which came with the stamp, is used, and the sentence says so.
 */
export function verifyAnchors(
  heads: readonly SignedHead[],
  anchors: readonly HeadAnchor[],
  trusted: string | null,
): AnchorVerdict[] {
  const byHash = new Map(heads.map((head) => [headHash(head), head]));
  return anchors.map((anchor) => {
    const { number, at, authority } = anchor;
    const head = byHash.get(anchor.headHash);
    const answer = (ok: boolean, sentence: string) => ({ number, at, authority, ok, sentence });
    if (!head) return answer(false, `The time-stamp of entry ${number} is over a head that is not here.`);
    try {
      const stamp = verifyTimeStamp(Buffer.from(anchor.response, 'base64'), {
        sha256: anchor.headHash,
        nonce: null,
        policy: null,
        trusted: readCertificates(trusted ?? anchor.root),
      });
      if (stamp.at !== at || head.number !== number)
        return answer(false, `The time-stamp of entry ${number} says something else than what is written beside it.`);
      const proof = trusted === null ? '; whose authority it is, the export alone cannot prove (--tsa-ca FILE)' : '';
      return answer(true, `Entry ${number} existed at ${at}, says ${stamp.authority}${proof}.`);
    } catch (thrown) {
      return answer(false, `The time-stamp of entry ${number}: ${(thrown as Error).message}`);
    }
  });
}
