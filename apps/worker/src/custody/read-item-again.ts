import { type CaseScope, listCustody, readEvidenceItem } from '@virga/database';
import { AppError, toAppError } from '@virga/domain';
import type { ItemProblem } from '@virga/evidence-store';
import type { CollectParts } from '../parts.ts';
import type { Reading } from './run-verification.ts';

/** Every byte against the manifest, and the manifest against the custody chain: both could have been made to fit each other. */
export async function readItemAgain(parts: CollectParts, scope: CaseScope, evidenceId: string): Promise<Reading> {
  const item = await readEvidenceItem(parts.db, scope, evidenceId);
  if (!item.sealedAt) throw new AppError({ code: 'evidence.not_sealed', message: 'This item is not sealed yet.' });
  const ref = { caseId: scope.caseId, evidenceId };
  const problems = await problemsOf(parts, scope, ref);
  const first = problems[0];
  return {
    ok: problems.length === 0,
    sentence: first
      ? `E-${item.number} is not what was sealed. ${first.sentence}${problems.length > 1 ? ` ${problems.length - 1} more.` : ''}`
      : `Every byte of E-${item.number} has the hash it was sealed with.`,
    problems,
    bytesRead: item.storedBytes,
    hash: item.manifestSha256,
    wasBroken: item.verifyState === 'broken',
    title: item.title,
  };
}

async function problemsOf(
  parts: CollectParts,
  scope: CaseScope,
  ref: { caseId: string; evidenceId: string },
): Promise<ItemProblem[]> {
  const vouching = (await listCustody(parts.db, scope, { evidenceId: ref.evidenceId })).filter(
    ({ what }) => what === 'evidence sealed',
  );
  try {
    const verdict = await parts.store.verifyItem(ref, parts.stopping);
    if (!verdict.manifestSha256 || vouching.some(({ hash }) => hash === verdict.manifestSha256))
      return verdict.problems;
    return [
      ...verdict.problems,
      manifestProblem(`Its manifest has the hash ${verdict.manifestSha256}; ${vouchText(vouching)}.`),
    ];
  } catch (error) {
    const { code, message } = toAppError(error);
    // A manifest that is gone or damaged is a finding; a store that does not answer is not.
    if (code === 'evidence.not_sealed')
      return [manifestProblem('Its manifest.json is missing: nothing vouches for the bytes.')];
    if (code === 'evidence.hash_mismatch') return [manifestProblem(message)];
    throw error;
  }
}

function vouchText(entries: { number: number; hash: string | null }[]): string {
  const [entry] = entries;
  return entry
    ? `entry ${entry.number} of the custody chain vouches for ${entry.hash}`
    : 'no custody entry vouches for it';
}

function manifestProblem(sentence: string): ItemProblem {
  return { kind: 'manifest', file: 'manifest.json', offset: null, length: null, sentence };
}
