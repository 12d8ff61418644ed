import { askVerification, dueVerifications, nightlyBytes, scopeOfRow, staleVerifications } from '@virga/database';
import { jobIdOf, verifyEvidenceJob } from '@virga/jobs';
import { z } from 'zod';
import type { CollectParts } from '../parts.ts';

export const verificationFields = {
  /** Hour (UTC) at which the nightly reading begins; what was not read since the last one is due, whenever we run. Default 2. */
  VIRGA_VERIFY_HOUR: z.coerce.number().int().min(0).max(23).optional(),
  /** GiB that one night reads at most; what is left is first in the next night. 0 switches the nightly reading off. Default 512. */
  VIRGA_VERIFY_GIB: z.coerce.number().int().min(0).optional(),
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const gib = 1024n ** 3n;
/** Readings in the queue at once: people's own requests do not wait behind the night's. */
const atOnce = 2;

/** Start of the night that `now` belongs to. */
export function nightOf(now: Date, hour: number): Date {
  return new Date(Math.floor((now.getTime() - hour * hourMs) / dayMs) * dayMs + hour * hourMs);
}

/**
 * Every night all chains and all sealed evidence are read again, oldest reading first, within the budget. A night that was
 * missed is made up for at the next start.
 */
export async function verifyStored(parts: CollectParts, now = new Date()): Promise<void> {
  // One job for a row, however often it is asked for: a reading of hours before it would otherwise pile them up.
  const enqueue = (verificationId: string) =>
    parts.jobs.enqueue(verifyEvidenceJob, { verificationId }, { jobId: jobIdOf(verificationId, 'verify', 0) });
  for (const verificationId of await staleVerifications(parts.db)) await enqueue(verificationId);
  const { hour, gibPerNight } = parts.verification;
  if (gibPerNight === 0) return;
  const since = nightOf(now, hour);
  const open = await parts.db.prisma.evidenceVerification.count({
    where: { requestedById: null, state: { in: ['queued', 'running'] } },
  });
  if (open >= atOnce || (await nightlyBytes(parts.db, since)) >= BigInt(gibPerNight) * gib) return;
  for (const { caseId, evidenceId } of await dueVerifications(parts.db, since, atOnce - open)) {
    const scope = await scopeOfRow(parts.db, 'case', caseId);
    const { id } = await askVerification(parts.db, scope, { evidenceId, requestedById: null });
    await enqueue(id);
  }
}
