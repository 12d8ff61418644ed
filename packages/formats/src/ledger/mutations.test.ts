import { emptyLedger, judgeLedger } from '@virga/domain';
import { describe, expect, it } from 'vitest';
import { aRecord, parsePieces } from '../cloudtrail/test-records.ts';
import { RecordSplitter, type SplitHandler } from '../stream/record-splitter.ts';
import { mergeLedger } from './merge-ledger.ts';
import { ObjectLedger } from './object-ledger.ts';

const bytes = Buffer.from(JSON.stringify({ Records: Array.from({ length: 10 }, (_, index) => aRecord(index)) }));

/** A reader with one fault: `faulty` answers true for the value it loses. */
function readWith(faulty: { value?: (count: number) => boolean; envelope?: boolean; to?: number }) {
  const account = new ObjectLedger('file.json');
  let count = 0;
  const handler: SplitHandler = {
    onValue({ start, end }) {
      if (!faulty.value?.(count++)) account.record(end - start, 'parsed');
      return true;
    },
    onEnvelope: (length) => (faulty.envelope ? undefined : account.envelope(length)),
    onRejected: (offset, length, reason, joins) => account.rejected(offset, length, reason, joins),
  };
  const splitter = new RecordSplitter({ maxRecordBytes: 1e6, arrayKeys: ['Records'], firstKeys: [] }, handler);
  account.ledger.bytes.decoded = bytes.length;
  splitter.push(bytes.subarray(0, faulty.to ?? bytes.length));
  const isCut = splitter.finish();
  if (isCut) account.unreadable('cut', bytes.length);
  else account.ledger.objects.read = 1;
  return account.ledger;
}

describe('a reader that loses something is caught by the ledger', () => {
  it('is balanced without a fault', () => {
    expect(judgeLedger(readWith({})).balanced).toBe(true);
  });

  it('turns red for a dropped record, a dropped envelope, and a stop at 90 % [F6.mutation-drop-record] [F6.mutation-stop-early] [F6.bytes-identity]', () => {
    const faults = [
      { value: (count: number) => count === 4 },
      { envelope: true },
      { to: Math.floor(bytes.length * 0.9) },
    ];
    for (const fault of faults) expect(judgeLedger(readWith(fault))).toMatchObject({ balanced: false, colour: 'red' });
  });

  it('turns red when an object is missing against an independent count [F6.objects-identity]', async () => {
    const ledger = emptyLedger();
    mergeLedger(ledger, (await parsePieces([bytes])).ledger);
    ledger.independent = { by: 's3 listing with versions', objects: 1 };
    expect(judgeLedger(ledger).colour).toBe('green');
    ledger.independent.objects = 2;
    expect(judgeLedger(ledger).colour).toBe('red');
  });

  it('keeps the first 1,000 rejected spans and counts all, also when merged', async () => {
    const part = (await parsePieces([Buffer.from(`[${'1,'.repeat(1500)}1]`)])).ledger;
    const ledger = emptyLedger();
    mergeLedger(ledger, part);
    mergeLedger(ledger, part);
    expect(ledger.rejectedSpans).toHaveLength(1000);
    expect(ledger.rejectedSpansTotal).toBe(3002);
    expect(judgeLedger(ledger)).toMatchObject({ balanced: true, colour: 'amber' });
  });
});
