import { gzipSync } from 'node:zlib';
import { judgeLedger } from '@virga/domain';
import { describe, expect, it } from 'vitest';
import { aRecord, parsePieces, parseText } from './test-records.ts';

const line = (number: number, members: Record<string, unknown> = {}) => JSON.stringify(aRecord(number, members));
const records = (...texts: string[]) => `{"Records":[${texts.join(',')}]}`;

describe('bad input gets a clear reason and loses nothing', () => {
  it('rejects half a JSON line and goes on with the next', async () => {
    for (const half of [line(2).slice(0, 60), '{"a":1,"b":', line(2).slice(0, -1)]) {
      const result = await parseText(`${line(1)}\n${half}\n${line(3)}\n${line(4)}\n`);
      expect(result.events.map(({ event }) => event.uid.slice(0, 7))).toEqual(['event-1', 'event-3', 'event-4']);
      expect(result.ledger.records.rejected).toBe(1);
      expect(result.ledger.rejectedSpans[0]!.offset).toBe(
        line(1).length + 1 + (Buffer.byteLength(line(1)) - line(1).length),
      );
      expect(judgeLedger(result.ledger)).toMatchObject({ balanced: true, colour: 'amber' });
    }
  });

  it('finds the next record inside one line after a lost brace', async () => {
    const result = await parseText(records(line(1), line(2).slice(0, -2), line(3), line(4)));
    expect(result.events.map(({ event }) => event.uid.slice(0, 7))).toEqual(['event-1', 'event-3', 'event-4']);
    expect(result.ledger.records).toMatchObject({ total: 4, rejected: 1 });
  });

  it('names a record that is not an object', async () => {
    const result = await parseText(`{"Records":[1,"s",null,[2],${line(1)}],"y":2}`);
    expect(result.events).toHaveLength(1);
    expect(result.ledger.records.rejected).toBe(4);
    expect(judgeLedger(result.ledger).balanced).toBe(true);
  });

  it('rejects a record over the limit and goes on', async () => {
    const big = line(2, { requestParameters: { text: 'x'.repeat(5000) } });
    const result = await parseText(records(line(1), big, line(3)), { maxRecordBytes: 4000 });
    expect(result.events.map(({ event }) => event.uid.slice(0, 7))).toEqual(['event-1', 'event-3']);
    expect(result.ledger.rejectedSpans[0]!.reason).toContain('larger than the limit');
    expect(judgeLedger(result.ledger).balanced).toBe(true);
  });

  it('sees a plain file that was cut between two records', async () => {
    const result = await parseText(`{"Records":[${line(1)},${line(2)},`);
    expect(result.events).toHaveLength(2);
    expect(result.ledger.objects.failed[0]!.reason).toContain('cut');
    expect(judgeLedger(result.ledger).colour).toBe('red');
  });

  it('refuses a gzip bomb and keeps what came before', async () => {
    const bomb = gzipSync(`${line(1)}\n${' '.repeat(8_000_000)}`);
    const limits = { ratioFromDecodedBytes: 1_000_000, maxRatio: 200 };
    const result = await parsePieces([bomb], limits);
    expect(result.events).toHaveLength(1);
    expect(result.ledger.objects.failed[0]!.reason).toContain('gzip bomb');
    expect(judgeLedger(result.ledger).balanced).toBe(true);
    expect((await parsePieces([bomb])).ledger.objects.failed).toEqual([]);
  });

  it('names damaged gzip data and a wrong checksum', async () => {
    const zipped = gzipSync(Array.from({ length: 500 }, (_, index) => line(index)).join('\n'));
    const flipped = Buffer.from(zipped);
    flipped[zipped.length - 6]! ^= 1;
    const checksum = await parsePieces([flipped]);
    expect(checksum.events).toHaveLength(500);
    expect(checksum.ledger.objects.failed[0]).toMatchObject({ offset: zipped.length - 8 });
    expect(checksum.ledger.objects.failed[0]!.reason).toContain('checksum');
  });

  it('reads concatenated gzip members and tells of bytes behind them', async () => {
    const two = Buffer.concat([gzipSync(line(1)), gzipSync(`\n${line(2)}`), Buffer.from('garbage')]);
    const result = await parsePieces([two]);
    expect(result.events).toHaveLength(2);
    expect(result.ledger.warnings[0]).toContain('after the end of the gzip data');
  });

  it('names other containers', async () => {
    for (const magic of ['PK\x03\x04rest of it', 'BZh91AY&SY'])
      expect((await parsePieces([Buffer.from(magic, 'latin1')])).ledger.objects.failed).toHaveLength(1);
  });

  it('keeps what JSON.parse would lose [S3.numbers]', async () => {
    const text = `${line(1).slice(0, -1)},"big":12345678901234567890,"id":"007","f":1e999,"k":1,"k":2,"__proto__":{"polluted":true}}`;
    const { event } = (await parseText(text)).events[0]!;
    expect(event.attributes).toMatchObject({ big: '12345678901234567890', id: '007', f: '1e999', k: 2 });
    expect(event.attributes.parse).toMatchObject({ duplicateKeys: ['k'], exactNumbers: 2 });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(event.attributes)).toBe(Object.prototype);
    expect(Object.hasOwn(event.attributes, '__proto__')).toBe(true);
  });

  it('keeps deep and very wide records as text where they pass the limits [S3.limits]', async () => {
    const deep = `${line(1).slice(0, -1)},"requestParameters":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`;
    const wide = line(2, {
      wide: Object.fromEntries(Array.from({ length: 12_000 }, (_, index) => [`k${index}`, index])),
    });
    const result = await parseText(`${deep}\n${wide}\n`);
    expect(result.events).toHaveLength(2);
    expect(result.events[0]!.event.attributes.parse).toMatchObject({ keptAsText: 1 });
  });

  it('shows bytes that are no UTF-8, NUL and lone surrogates as visible escapes [S3.numbers]', async () => {
    const raw = Buffer.from(line(1, { userAgent: 'A?B' }));
    raw[raw.indexOf('A?B') + 1] = 0xff;
    const odd = line(2, { userAgent: 'x' }).replace(
      '"userAgent":"x"',
      '"userAgent":"\\u0000\\ud800","n":{"\\u0000":"\\udfff"}',
    );
    const result = await parsePieces([Buffer.concat([raw, Buffer.from(`\n${odd}`)])]);
    expect(result.events[0]!.event.userAgent).toBe('A‹0xFF›B');
    expect(result.events[0]!.event.attributes.parse).toEqual({ invalidUtf8: true });
    expect(result.events[1]!.event.userAgent).toBe('‹U+0000›‹U+D800›');
    expect(result.events[1]!.event.attributes.n).toEqual({ '‹U+0000›': '‹U+DFFF›' });
  });

  it('reads odd time formats with a note and rejects what is no time [F9.as-written]', async () => {
    const times = ['2026-10-01 12:00:00', '1790856000', '01/10/2026', '2026-02-30T00:00:00Z', ''];
    const result = await parseText(times.map((eventTime, index) => line(index, { eventTime })).join('\n'));
    expect(result.events.map(({ event }) => event.timeMicros)).toEqual([1790856000000000n, 1790856000000000n]);
    expect(result.events[0]!.event.attributes.parse).toHaveProperty('time');
    expect(result.ledger.records.rejected).toBe(3);
    expect(result.ledger.rejectedSpans[0]!.reason).toContain('01/10/2026');
  });

  it('counts a digest as metadata, and leaves digest objects out by name', async () => {
    const digest = '{"awsAccountId":"1","digestStartTime":"2026-10-01T00:00:00Z","digestS3Bucket":"b","logFiles":[]}';
    expect((await parseText(digest)).ledger.records).toMatchObject({ total: 1, metadata: 1, rejected: 0 });
    const key =
      'AWSLogs/1/CloudTrail-Digest/us-east-1/2026/10/01/1_CloudTrail-Digest_us-east-1_t_us-east-1_20261001T000000Z.json.gz';
    const byName = await parsePieces([gzipSync(digest)], {}, key);
    expect(byName.ledger.objects).toMatchObject({ read: 0, failed: [] });
    expect(byName.ledger.objects.excluded[0]!.reason).toContain('digest');
  });

  it('folds equal copies, keeps their places, and raises copies that differ [F8.uid-and-content] [F8.conflicting-copies]', async () => {
    const reordered = JSON.stringify(Object.fromEntries(Object.entries(aRecord(1)).reverse()), null, 2);
    const result = await parseText([line(1), reordered, line(1, { eventName: 'DeleteUser' })].join('\n'));
    expect(result.ledger.records).toMatchObject({ total: 3, parsed: 2, folded: 1 });
    expect(result.folded[0]!.record.offset).toBe(Buffer.byteLength(line(1)) + 1);
    expect(result.ledger.conflicts).toBe(1);
    expect(result.events.map(({ event }) => event.action)).toEqual(['CreateUser', 'DeleteUser']);
  });

  it('stops for an abort, and hashes what was stored', async () => {
    const signal = AbortSignal.abort();
    const { parseCloudTrailObject } = await import('./parse-cloudtrail-object.ts');
    async function* chunks() {
      yield Buffer.from(line(1));
    }
    const input = { evidenceId: 'e', object: 'o', path: ['o'], chunks: chunks(), sink: () => {}, signal };
    await expect(parseCloudTrailObject(input)).rejects.toThrow();
    expect((await parseText('abc')).storedSha256).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
