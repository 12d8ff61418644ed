import { type CustodyEntry, firstPreviousHash } from '@virga/domain';
import { sha256Hex } from '@virga/domain/ids';
import { canonicalEntry } from './custody-entry.ts';
import { verifyHead } from './sign-head.ts';
import type { SignedHead } from './signed-head.ts';

export type ChainState = 'intact' | 'altered' | 'cut' | 'rewritten' | 'only self-consistent';

export interface ChainVerdict {
  state: ChainState;
  /** `intact`, `altered at entry 4`, `cut after 17`, `rewritten since 2026-…Z`, `only self-consistent`. */
  verdict: string;
  /** Why, in plain sentences: the reason for the verdict first, then whatever else was noticed. */
  sentences: string[];
  entries: number;
  /** Number of the newest entry that an accepted head vouches for; null without one. */
  signedUpTo: number | null;
}

export interface ChainProofs {
  heads?: readonly SignedHead[];
  /** SPKI PEM; heads signed by other keys are named and not believed. */
  publicKeys?: readonly string[];
  /** Heads that the reader kept himself: believed as they are, even when their key is not known here. */
  trustedHeads?: readonly SignedHead[];
  /** Heads found somewhere, signed by anyone: they may contradict the chain, but vouch for nothing. */
  witnessHeads?: readonly SignedHead[];
}

/**
 * Judges one case's chain, in the order in which it was stored (forensics.md, 2). The chain alone can only show that it
 * is consistent with itself; signed heads tell whether it is the one that was there when they were signed.
 */
export function verifyChain(entries: readonly CustodyEntry[], proofs: ChainProofs = {}): ChainVerdict {
  const { vouching, accepted, remarks } = acceptHeads(proofs, entries[0]?.caseId);
  const last = entries.length;
  const signedUpTo = vouching.filter((head) => agrees(entries, head)).at(-1)?.number ?? null;
  const answer = (state: ChainState, verdict: string, reason: string): ChainVerdict => ({
    state,
    verdict,
    sentences: [reason, ...remarks],
    entries: last,
    signedUpTo,
  });

  const fault = firstFault(entries);
  if (fault) return answer('altered', `altered at entry ${fault.number}`, fault.sentence);
  const contradicted = accepted.find((head) => head.number <= last && !agrees(entries, head));
  if (contradicted) {
    const since = accepted.filter((head) => head.number < contradicted.number && agrees(entries, head)).at(-1);
    const time = since?.at ?? entries[0]!.when.ours;
    return answer(
      'rewritten',
      `rewritten since ${time}`,
      `The head signed at ${contradicted.at} vouches for another entry ${contradicted.number} than the one here; ` +
        `${since ? `up to entry ${since.number} the chain is the signed one` : 'no earlier head vouches for any entry here'}.`,
    );
  }
  const beyond = accepted.filter((head) => head.number > last).at(-1);
  if (beyond)
    return answer(
      'cut',
      `cut after ${last}`,
      `A head signed at ${beyond.at} vouches for entry ${beyond.number}; entries ${last + 1} to ${beyond.number} are missing.`,
    );
  if (signedUpTo === null)
    return answer(
      'only self-consistent',
      'only self-consistent',
      'Every entry fits the one before, but no accepted signed head vouches for them: whoever owns the records could have made them all.',
    );
  const tail =
    signedUpTo < last
      ? ` Entries ${signedUpTo + 1} to ${last} came after the newest head and are self-consistent.`
      : '';
  return answer('intact', 'intact', `Signed heads vouch for the chain up to entry ${signedUpTo}.${tail}`);
}

function agrees(entries: readonly CustodyEntry[], head: SignedHead): boolean {
  return entries[head.number - 1]?.entryHash === head.entryHash;
}

function firstFault(entries: readonly CustodyEntry[]): { number: number; sentence: string } | null {
  let previousHash = firstPreviousHash;
  for (const [index, entry] of entries.entries()) {
    const number = index + 1;
    if (entry.number !== number)
      return { number, sentence: `Entry ${number} is expected here, and entry ${entry.number} stands in its place.` };
    if (entry.caseId !== entries[0]!.caseId)
      return { number, sentence: `Entry ${number} belongs to another case (${entry.caseId}).` };
    if (sha256Hex(canonicalEntry(entry)) !== entry.entryHash)
      return { number, sentence: `The contents of entry ${number} do not have the hash that the entry states.` };
    if (entry.previousHash !== previousHash)
      return {
        number,
        sentence: `Entry ${number} does not continue entry ${number - 1}: its previousHash is another.`,
      };
    previousHash = entry.entryHash;
  }
  return null;
}

/** `vouching`: trusted or signed by a known key. `accepted`: those and the witnesses, by number. */
function acceptHeads(proofs: ChainProofs, caseId: string | undefined) {
  const remarks: string[] = [];
  const keys = proofs.publicKeys ?? [];
  const isOurs = (head: SignedHead) => caseId === undefined || head.caseId === caseId;
  const vouching = (proofs.trustedHeads ?? []).filter(isOurs);
  for (const head of proofs.heads ?? []) {
    if (isOurs(head) && keys.some((key) => verifyHead(head, key))) vouching.push(head);
    else
      remarks.push(
        `The head of entry ${head.number} from ${head.at} is not believed: ` +
          `${isOurs(head) ? 'no known key made its signature' : 'it belongs to another case'} ` +
          `(it names key ${head.keyFingerprint.slice(0, 16)}…).`,
      );
  }
  if (proofs.trustedHeads?.some((head) => !isOurs(head)))
    remarks.push('A head that was given for comparison belongs to another case and says nothing about this one.');
  const byNumber = (a: SignedHead, b: SignedHead) => a.number - b.number || (a.at < b.at ? -1 : 1);
  const accepted = [...vouching, ...(proofs.witnessHeads ?? []).filter(isOurs)].sort(byNumber);
  return { vouching: vouching.sort(byNumber), accepted, remarks };
}
