import { audit, notFound } from '@virga/database';
import { AppError, errorCodes, type RecordLocation } from '@virga/domain';
import type { RawRecord } from '@virga/evidence-store';
import type { z } from 'zod';
import type { rawRecordQuery } from '../../contract/raw-record.ts';
import { auditOf, type CaseCall } from '../platform/call.ts';

/** The bytes behind a row or a place, checked against the sealed hash. Every read leaves an audit row before the bytes go. */
export async function readRawRecord(
  call: CaseCall,
  query: z.output<typeof rawRecordQuery>,
): Promise<{ record: RawRecord; location: RecordLocation }> {
  const { platform, access } = call;
  const location = 'eventId' in query ? await locationOf(call, query.eventId) : query;
  const item = await platform.db.prisma.evidenceItem.findUnique({
    where: { caseId_id: { caseId: access.caseId, id: location.evidenceId } },
    select: { sealedAt: true },
  });
  if (!item) throw notFound();
  if (!item.sealedAt)
    throw new AppError({ code: 'evidence.not_sealed', message: errorCodes['evidence.not_sealed'].meaning });
  const details = 'eventId' in query ? { ...location, eventId: query.eventId } : { ...location };
  await audit(platform.db, {
    ...auditOf(call),
    action: 'raw record read',
    targetKind: 'evidence',
    targetId: location.evidenceId,
    details,
  });
  return { record: await platform.store.readRecord(access.caseId, location), location };
}

async function locationOf({ platform, access, signal }: CaseCall, eventId: string): Promise<RecordLocation> {
  const row = await platform.timeline.event({ access, id: eventId, ...(signal ? { signal } : {}) });
  if (!row) throw notFound();
  return row.event.record;
}
