import { audit, findSeekPoint, notFound } from '@virga/database';
import { maskSecrets } from '@virga/detection';
import { AppError, errorCodes, type RecordLocation, type SeekPoint } from '@virga/domain';
import type { RawRecord } from '@virga/evidence-store';
import type { z } from 'zod';
import type { rawRecordQuery } from '../../contract/raw-record.ts';
import { auditOf, type CaseCall } from '../platform/call.ts';

/** Decoded in some milliseconds. */
const quickBytes = 1024 * 1024;

/** The bytes behind a row or a place, checked against the sealed hash. Every read leaves an audit row before the bytes go. */
export async function readRawRecord(
  call: CaseCall,
  query: z.output<typeof rawRecordQuery>,
): Promise<{ record: RawRecord; location: RecordLocation; maskedSecrets: number }> {
  const { platform, access } = call;
  const { from, secrets, ...wanted } = query;
  const location = 'eventId' in wanted ? await locationOf(call, wanted.eventId) : wanted;
  const item = await platform.db.prisma.evidenceItem.findUnique({
    where: { caseId_id: { caseId: access.caseId, id: location.evidenceId } },
    select: { sealedAt: true },
  });
  if (!item) throw notFound();
  if (!item.sealedAt)
    throw new AppError({ code: 'evidence.not_sealed', message: errorCodes['evidence.not_sealed'].meaning });
  const details = { ...location, ...wanted };
  await audit(platform.db, {
    ...auditOf(call),
    action: secrets === 'shown' ? 'raw record read with its secrets' : 'raw record read',
    targetKind: 'evidence',
    targetId: location.evidenceId,
    details,
  });
  const point = from === 'start' ? null : await seekPointOf(call, location);
  const record = await platform.store.readRecord(access.caseId, location, point ?? undefined);
  if (secrets === 'shown') return { record, location, maskedSecrets: 0 };
  const { bytes, count } = maskedBytes(record.bytes);
  return { record: { ...record, bytes }, location, maskedSecrets: count };
}

/** Read as latin1, one character a byte: what is masked keeps its length and its place. */
function maskedBytes(bytes: Uint8Array): { bytes: Uint8Array; count: number } {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { text, count } = maskSecrets(view.toString('latin1'));
  return count === 0 ? { bytes, count } : { bytes: new Uint8Array(Buffer.from(text, 'latin1')), count };
}

/** Null where decoding from the start is as quick, and where there is no index. */
async function seekPointOf({ platform, access }: CaseCall, location: RecordLocation): Promise<SeekPoint | null> {
  const { evidenceId, object, offset } = location;
  if (offset < quickBytes) return null;
  const found = await platform.store.findObject({ caseId: access.caseId, evidenceId }, object);
  if (found?.encoding !== 'gzip') return null;
  return findSeekPoint(platform.db, access, { evidenceId, object, sha256: found.sha256 }, offset);
}

async function locationOf({ platform, access, signal }: CaseCall, eventId: string): Promise<RecordLocation> {
  const row = await platform.timeline.event({ access, id: eventId, ...(signal ? { signal } : {}) });
  if (!row) throw notFound();
  return row.event.record;
}
