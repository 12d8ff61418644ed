import { assertLease, createParseRun, updateEvidenceItem } from '@virga/database';
import { AppError } from '@virga/domain';
import type { ImageWriter, PackWriter, SealedItem } from '@virga/evidence-store';
import { parseEvidenceJob } from '@virga/jobs';
import type { SealedSet, SealFacts } from '@virga/source-kit';
import type { AcquisitionRun } from './acquisition-run.ts';
import { recordCustody } from './custody.ts';
import type { SetPlan } from './evidence-sets.ts';

/**
 * Hash, seal, read every byte back, then one transaction: item sealed, custody entry, signed head, parse run. Called again
 * after a kill it finds the sealed item and completes what is missing.
 */
export async function sealItem(
  run: AcquisitionRun,
  plan: SetPlan,
  writer: PackWriter | ImageWriter,
  facts: SealFacts,
): Promise<SealedSet> {
  const { parts } = run;
  const ref = { caseId: run.caseId, evidenceId: writer.evidenceId };
  await run.step('seal');
  const sealed = await writer.seal({
    ...facts.origin,
    source: run.row.sourceId,
    target: run.row.target,
    hashedAt: facts.hashedAt,
  });
  const result = describe(sealed, writer.evidenceId);
  const existing = await parts.db.prisma.evidenceItem.findUniqueOrThrow({ where: { id: writer.evidenceId } });
  if (existing.readBackAt) return result;
  const verdict = await parts.store.readBack(ref, run.signal);
  if (!verdict.ok)
    throw new AppError({
      code: 'evidence.hash_mismatch',
      message: 'The sealed bytes read back differently from what was written. The source is kept; retry the seal.',
      detail: JSON.stringify(verdict.problems.slice(0, 5)),
    });
  await commit(run, plan, sealed, facts);
  return result;
}

function describe(sealed: SealedItem, evidenceId: string): SealedSet {
  const { sha256, sizeBytes } = sealed.manifest;
  return { evidenceId, sha256, manifestSha256: sealed.manifestSha256, sizeBytes };
}

async function commit(run: AcquisitionRun, plan: SetPlan, sealed: SealedItem, facts: SealFacts): Promise<void> {
  const { parts, row } = run;
  const { manifest, manifestSha256 } = sealed;
  const evidenceId = manifest.evidenceId;
  const stored = await parts.store.storedBytes({ caseId: run.caseId, evidenceId });
  const { entry: custody, parse } = await parts.db.prisma.$transaction(async (tx) => {
    await assertLease(tx, run.lease);
    const now = new Date();
    await updateEvidenceItem(tx, run.lease, evidenceId, {
      state: 'sealed',
      errorCode: null,
      errorMessage: null,
      sizeBytes: BigInt(manifest.sizeBytes),
      storedBytes: BigInt(stored),
      objectCount: manifest.objects,
      sha256: manifest.sha256,
      manifestSha256,
      origin: facts.origin as never,
      ...(facts.independentCount ? { independentCount: { ...facts.independentCount } } : {}),
      sealedAt: now,
      readBackAt: now,
      verifiedAt: now,
      verifyState: 'intact',
    });
    const parse = await createParseRun(tx, run.lease, { evidenceId, parserId: plan.format });
    const entry = await recordCustody(parts, tx, run.scope, {
      what: 'evidence sealed',
      actor: { userId: row.requestedById, name: 'collect worker', cloudIdentity: run.cloudIdentity },
      evidenceId,
      hash: manifestSha256,
      hashedAt: facts.hashedAt,
      requestIds: run.requestIds(),
      ...run.calls.clock(),
      details: {
        title: plan.title,
        source: row.sourceId,
        target: row.target,
        sha256: manifest.sha256,
        sizeBytes: manifest.sizeBytes,
        readBack: 'same hash',
        origin: facts.origin,
      },
    });
    return { entry, parse };
  });
  await custody.publish();
  await run.log(
    'info',
    `Sealed ${plan.title}: ${manifest.sizeBytes} bytes, SHA-256 ${manifest.sha256}, read back with the same hash`,
  );
  await parts.jobs.enqueue(parseEvidenceJob, { parseRunId: parse.id });
}
