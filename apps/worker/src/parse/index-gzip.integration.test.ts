import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { findSeekPoint } from '@virga/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ParseStage } from '../testing/parse-stage.ts';

let stage: ParseStage;
let caseId: string;

beforeAll(async () => {
  stage = await ParseStage.start();
  caseId = await stage.newCase();
});
afterAll(() => stage.stop());

/** Six large records: more than 12 MiB decoded, few rows. */
function log(): Buffer {
  const line = (index: number, part: number) =>
    createHash('sha256').update(`${index} ${part}`).digest('hex').repeat(40);
  const records = Array.from({ length: 6 }, (_, index) => ({
    eventVersion: '1.09',
    eventTime: '2026-10-01T12:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    eventID: `event-${index}`,
    recipientAccountId: '111122223333',
    requestParameters: { text: Array.from({ length: 850 }, (_, part) => line(index, part)) },
  }));
  return Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}

test('[F7.seek-index] a parse leaves seek points by which every row opens to the same bytes; a second parse replaces them', async () => {
  const plain = log();
  const item = await stage.sealed(caseId, {
    'large.json.gz': gzipSync(plain, { level: 1 }),
    'small.json.gz': gzipSync('{}'),
  });
  await stage.parseAll(caseId);
  const { db, parts } = { db: stage.test.db, parts: stage.parts };
  const of = { evidenceId: item.id, object: 'large.json.gz' };
  const sealed = await parts.store.findObject({ caseId, evidenceId: item.id }, of.object);
  expect(sealed!.length).toBeGreaterThan(256 * 1024);
  const known = { ...of, sha256: sealed!.sha256 };
  const scope = { caseId } as never;
  const { rows } = await db.pool.query<{ record_offset: string; record_length: number }>(
    'SELECT record_offset, record_length FROM timeline_event WHERE evidence_id = $1 ORDER BY record_offset',
    [item.id],
  );
  expect(rows).toHaveLength(6);
  const begun = new Set<number>();
  for (const row of rows) {
    const location = { ...of, offset: Number(row.record_offset), length: row.record_length };
    const point = await findSeekPoint(db, scope, known, location.offset);
    const record = await parts.store.readRecord(caseId, location, point ?? undefined);
    begun.add(record.decodedFrom);
    expect(plain.subarray(location.offset, location.offset + location.length).equals(record.bytes)).toBe(true);
  }
  expect(begun.size).toBeGreaterThan(2);
  const points = await db.prisma.seekPointRow.findMany({ where: { evidenceId: item.id } });
  await stage.queue(await stage.item(item.id), 2);
  await stage.parseAll(caseId);
  expect(await db.prisma.seekPointRow.findMany({ where: { evidenceId: item.id } })).toEqual(points);

  // A changed window, or points of other bytes than the sealed ones, are no points.
  const last = points.at(-1)!;
  const far = plain.length - 10;
  expect(await findSeekPoint(db, scope, { ...known, sha256: '0'.repeat(64) }, far)).toBeNull();
  await db.prisma.seekPointRow.deleteMany({ where: { decodedOffset: last.decodedOffset } });
  await db.prisma.seekPointRow.create({ data: { ...last, storedBit: last.storedBit + 1n } });
  expect(await findSeekPoint(db, scope, known, far)).toBeNull();
});
