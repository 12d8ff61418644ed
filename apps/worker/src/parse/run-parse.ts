import { claimParseRun, finishParseRun, updateEvidenceItem } from '@virga/database';
import { AppError, emptyLedger } from '@virga/domain';
import { parseEvidenceJob } from '@virga/jobs';
import { loadParser } from '@virga/sources';
import { faultOf } from '../fault-of.ts';
import { giveBack } from '../leases/give-back.ts';
import { keepLease, leaseMs } from '../leases/keep-lease.ts';
import type { Parts } from '../parts.ts';
import { finishAcquisitionOf } from './finish-acquisition.ts';
import { indexGzip } from './index-gzip.ts';
import { ParseWork } from './parse-work.ts';
import { uploadParser } from './upload-parser.ts';

/** A parser that kills its process this often is stopped, and the item says at which object. */
const attemptsMax = 3;

/** Parses one sealed item into the timeline. Killed at any moment, the next visit continues after the last finished object. */
export async function runParse(parts: Parts, parseRunId: string): Promise<void> {
  const claimed = await claimParseRun(parts.db, parseRunId, parts.owner, leaseMs);
  if (!claimed) return;
  const { lease, row, evidence } = claimed;
  const kept = keepLease(parts.db, lease, parts.stopping, async () => false);
  const work = new ParseWork(parts, claimed, kept.signal);
  try {
    if (row.attempt >= attemptsMax) throw killedTooOften(row.progress);
    const parser = row.parserId === 'upload' ? uploadParser : await loadParser(row.parserId);
    const missing = await parser.missing();
    if (missing) {
      await updateEvidenceItem(parts.db, lease, evidence.id, { state: 'waiting', waitingFor: missing });
      await finishParseRun(parts.db, lease, { state: 'queued' });
      return;
    }
    await updateEvidenceItem(parts.db, lease, evidence.id, { state: 'parsing', waitingFor: null });
    const ledger = await parser.parse(await work.context());
    await indexGzip(parts, claimed, kept.signal);
    await work.complete(`${parser.format}@${parser.version}`, ledger);
    await finishAcquisitionOf(parts, lease, evidence.acquisitionId);
  } catch (error) {
    await settle(parts, claimed, error);
  } finally {
    kept.release();
    await giveBack(parts.db, lease);
  }
}

function killedTooOften(progress: unknown): AppError {
  const { object, offset } = (progress ?? {}) as { object?: string; offset?: number };
  const place = object ? `, last at ${object}, after byte ${offset ?? 0}` : '';
  return new AppError({
    code: 'evidence.unreadable',
    message: `Parsing ended its process ${attemptsMax} times${place}. The sealed evidence is not affected; the other items go on.`,
    facts: { object: object ?? null, offset: offset ?? null },
  });
}

async function settle(
  parts: Parts,
  claimed: NonNullable<Awaited<ReturnType<typeof claimParseRun>>>,
  error: unknown,
): Promise<void> {
  if (parts.stopping.aborted) return;
  const fault = faultOf(error);
  if (fault.code === 'lease.lost') return;
  const { lease, row, evidence } = claimed;
  parts.log.warn(
    { evidenceId: evidence.id, code: fault.code, detail: fault.detail, cause: String(fault.cause ?? '') },
    'parse failed',
  );
  if (fault.retryable && row.attempt < attemptsMax) {
    const delayMs = 2000 * 2 ** row.attempt;
    await finishParseRun(parts.db, lease, { state: 'queued', attempt: row.attempt + 1, restMs: delayMs });
    await parts.jobs.enqueue(parseEvidenceJob, { parseRunId: row.id }, { delayMs: delayMs + 50 });
    return;
  }
  if (fault.code === 'evidence.expansion') return pause(parts, claimed, fault);
  const ledger = (row.checkpoint as { ledger?: object }).ledger ?? emptyLedger();
  await parts.db.prisma.$transaction(async (tx) => {
    await updateEvidenceItem(tx, lease, evidence.id, {
      state: 'failed',
      errorCode: fault.code,
      errorMessage: fault.message,
      ledger: ledger as never,
      ledgerColour: 'red',
      ledgerReasons: [fault.message],
    });
    await finishParseRun(tx, lease, { state: 'failed', errorCode: fault.code, errorMessage: fault.message });
  });
  await finishAcquisitionOf(parts, lease, evidence.acquisitionId);
}

/** Nothing goes on until somebody answers; the rows that are stored stay, and what was finished is not read again. */
async function pause(
  parts: Parts,
  { lease, evidence }: NonNullable<Awaited<ReturnType<typeof claimParseRun>>>,
  fault: AppError,
): Promise<void> {
  const { code, message } = fault;
  await parts.db.prisma.$transaction(async (tx) => {
    await updateEvidenceItem(tx, lease, evidence.id, {
      state: 'waiting',
      waitingFor: 'an answer: it grows beyond the limit',
      errorCode: code,
      errorMessage: message,
    });
    await finishParseRun(tx, lease, { state: 'paused', errorCode: code, errorMessage: message });
  });
}
