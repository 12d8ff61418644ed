import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { aRecord } from './cloudtrail/test-records.ts';
import { detectFormat } from './detect-format.ts';

const detect = (text: string | Buffer, name = 'upload') => detectFormat(Buffer.from(text), name);

describe('detectFormat', () => {
  it('knows CloudTrail in its frames, also from the first bytes of a gzip object', () => {
    const record = JSON.stringify(aRecord(1));
    const many = gzipSync(JSON.stringify({ Records: Array.from({ length: 900 }, (_, index) => aRecord(index)) }));
    const frames = [
      record,
      `{"Records":[${record}]}`,
      JSON.stringify([{ CloudTrailEvent: record }]),
      many.subarray(0, 4000),
    ];
    for (const frame of frames)
      expect(detect(frame)).toMatchObject({ kind: 'format', isCertain: true, format: { id: 'aws/cloudtrail' } });
    expect(detect('{"Records":[]}')).toMatchObject({ kind: 'format', isCertain: false });
  });

  it('leaves digests out and says why it does not know the rest', () => {
    const name = 'AWSLogs/1/CloudTrail-Digest/us-east-1/x.json.gz';
    expect(detect('{}', name)).toMatchObject({ kind: 'excluded', by: 'aws/cloudtrail' });
    expect(detect('{"hello":1}')).toEqual({ kind: 'unknown', reason: 'JSON of a kind Virga has no parser for' });
    expect(detect('one two')).toEqual({ kind: 'unknown', reason: 'not a log format Virga reads' });
    expect(detect('')).toEqual({ kind: 'unknown', reason: 'the object is empty' });
    expect(detect(Buffer.from([0x1f, 0x8b, 9, 9, 9]))).toMatchObject({ kind: 'unknown' });
  });
});
