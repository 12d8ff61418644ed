import {
  audit,
  type CaseScope,
  claimVerification,
  type EvidenceVerification,
  emitLive,
  finishVerification,
  keepVerification,
  scopeOfRow,
  type Transaction,
  type VerificationResult,
} from '@virga/database';
import { type CustodyEvent, toAppError } from '@virga/domain';
import { recordCustody } from '../collect/custody.ts';
import type { CollectParts } from '../parts.ts';
import { readChainAgain } from './read-chain-again.ts';
import { readItemAgain } from './read-item-again.ts';

/** What one reading found, in the form that the row, the audit log and the chain tell it. */
export interface Reading {
  ok: boolean;
  sentence: string;
  problems: { file: string; offset: number | null; length: number | null; sentence: string }[];
  bytesRead: bigint;
  /** Hash that the custody entry vouches for. */
  hash: string | null;
  /** Was it red before this reading? Then an intact one is told in the chain, too. */
  wasBroken: boolean;
  title: string;
}

const lifeSignMs = 30_000;

/**
 * Reads every byte of a sealed item, or the whole chain of a case, again. A failure stands on the case, in the audit log
 * and in the custody chain; so does the first intact reading after one. Nightly readings that found nothing leave a row only.
 */
export async function runVerification(parts: CollectParts, verificationId: string): Promise<void> {
  const row = await claimVerification(parts.db, verificationId);
  if (!row) return;
  const scope = await scopeOfRow(parts.db, 'verification', verificationId);
  const sign = setInterval(() => void keepVerification(parts.db, row.id).catch(() => undefined), lifeSignMs);
  try {
    const reading = row.evidenceId
      ? await readItemAgain(parts, scope, row.evidenceId)
      : await readChainAgain(parts, scope);
    await tell(parts, scope, row, reading);
  } catch (error) {
    await giveBack(parts, scope, row, error);
    throw error;
  } finally {
    clearInterval(sign);
  }
}

async function tell(parts: CollectParts, scope: CaseScope, row: EvidenceVerification, reading: Reading): Promise<void> {
  const problems = reading.problems.slice(0, 50);
  const result: VerificationResult = {
    state: 'done',
    verdict: reading.ok ? 'intact' : 'broken',
    sentence: reading.sentence,
    problems,
    bytesRead: reading.bytesRead,
  };
  const isTold = !reading.ok || reading.wasBroken || row.requestedById !== null;
  const custody = await parts.db.prisma.$transaction(async (tx) => {
    await finishVerification(tx, scope, row.id, result);
    if (row.evidenceId)
      await tx.evidenceItem.update({
        where: { id: row.evidenceId },
        data: { verifiedAt: new Date(), verifyState: reading.ok ? 'intact' : 'broken' },
      });
    if (!reading.ok) await raise(tx, row, reading);
    if (!isTold) return null;
    return recordCustody(parts, tx, scope, {
      what: eventOf(row.evidenceId !== null, reading.ok),
      actor: { userId: row.requestedById, name: 'collect worker', cloudIdentity: null },
      evidenceId: row.evidenceId,
      hash: reading.hash,
      details: {
        title: reading.title,
        asked: row.requestedById === null ? 'nightly' : 'on demand',
        found: reading.sentence,
        problems: problems.slice(0, 20),
      },
    });
  });
  await custody?.publish();
}

function eventOf(isItem: boolean, ok: boolean): CustodyEvent {
  if (isItem) return ok ? 'evidence verified' : 'evidence verification failed';
  return ok ? 'custody verified' : 'custody verification failed';
}

/** Red on the case: a row of the audit log, and every open screen of the case hears of it. */
async function raise(tx: Transaction, row: EvidenceVerification, reading: Reading): Promise<void> {
  const { caseId, evidenceId } = row;
  await audit(tx, {
    userId: row.requestedById,
    caseId,
    action: evidenceId ? 'evidence verification failed' : 'custody verification failed',
    targetKind: evidenceId ? 'evidence' : 'case',
    targetId: evidenceId ?? caseId,
    outcome: 'failed',
    details: { verificationId: row.id, found: reading.sentence },
  });
  await emitLive(tx, { caseId, kind: 'case', subject: caseId, payload: { broken: evidenceId ?? 'chain' } });
}

/** The store or the database was away: nothing is known about the evidence, and the row says so. */
async function giveBack(
  parts: CollectParts,
  scope: CaseScope,
  row: EvidenceVerification,
  error: unknown,
): Promise<void> {
  const fault = toAppError(error);
  const isPause = fault.retryable || parts.stopping.aborted;
  const result: VerificationResult = isPause
    ? { state: 'queued', verdict: null, sentence: '' }
    : { state: 'failed', verdict: null, sentence: `It could not be read: ${fault.message}` };
  await finishVerification(parts.db, scope, row.id, result).catch(() => undefined);
}
