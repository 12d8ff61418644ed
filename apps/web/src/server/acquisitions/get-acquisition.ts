import { type AcquisitionLog, readAcquisition } from '@virga/database';
import type { z } from 'zod';
import type { acquisitionDetail, acquisitionLogLine } from '../../contract/acquisition-fields.ts';
import type { CaseCall } from '../platform/call.ts';
import { isoOf } from '../platform/iso-time.ts';
import { numberCursor } from '../platform/page.ts';
import { userNames } from '../platform/user-names.ts';
import { acquisitionRowOf } from './acquisition-row.ts';

type Detail = z.input<typeof acquisitionDetail>;
type Line = z.input<typeof acquisitionLogLine>;

const newestLines = 500;

export async function getAcquisition(
  { platform, access }: CaseCall,
  { acquisitionId }: { acquisitionId: string },
): Promise<Detail> {
  const { prisma } = platform.db;
  const row = await readAcquisition(prisma, access, acquisitionId);
  const where = { caseId: access.caseId, acquisitionId };
  const [log, evidence, names] = await Promise.all([
    prisma.acquisitionLog.findMany({ where, orderBy: { id: 'desc' }, take: newestLines }),
    prisma.evidenceItem.findMany({
      where,
      orderBy: { number: 'asc' },
      select: { id: true, number: true, title: true, state: true, ledgerColour: true },
    }),
    userNames(platform.db, [row.requestedById]),
  ]);
  return {
    ...acquisitionRowOf(row, names),
    parameters: row.parameters as Detail['parameters'],
    clockOffsetMs: row.clockOffsetMs,
    cloudIdentity: row.cloudIdentity,
    log: log.reverse().map(lineOf),
    evidence,
  };
}

/** Oldest first, after the cursor. */
export async function getAcquisitionLog(
  { platform, access }: CaseCall,
  input: { acquisitionId: string; cursor?: string | undefined; limit: number },
) {
  const { prisma } = platform.db;
  await readAcquisition(prisma, access, input.acquisitionId);
  const rows = await prisma.acquisitionLog.findMany({
    where: { caseId: access.caseId, acquisitionId: input.acquisitionId, id: { gt: numberCursor(input.cursor) ?? 0n } },
    orderBy: { id: 'asc' },
    take: input.limit + 1,
  });
  const items = rows.slice(0, input.limit).map(lineOf);
  return { items, next: rows.length > input.limit ? items.at(-1)!.id : null };
}

function lineOf(row: AcquisitionLog): Line {
  return {
    id: row.id.toString(),
    at: isoOf(row.at),
    step: row.step,
    level: row.level === 'error' || row.level === 'warning' ? row.level : 'info',
    message: row.message,
    requestId: row.requestId,
    fields: row.fields as Line['fields'],
  };
}
