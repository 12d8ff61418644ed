import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { gunzipStream } from './gunzip-stream.ts';
import { defaultStreamLimits } from './stream-limits.ts';

const mebibyte = 1024 * 1024;
/** The real rule at a size that a test can afford: the same ratio, after 4 MiB in place of 1 GiB. */
const limits = { ...defaultStreamLimits, ratioFromDecodedBytes: 4 * mebibyte };

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 16_384) yield bytes.subarray(at, at + 16_384);
}

async function decodedBytes(stored: Buffer): Promise<{ bytes: number; fault: string | null }> {
  let bytes = 0;
  try {
    for await (const chunk of gunzipStream(inPieces(stored), limits, () => undefined)) bytes += chunk.length;
    return { bytes, fault: null };
  } catch (error) {
    return { bytes, fault: (error as Error).message };
  }
}

test('the defaults are those of the design: 200 to 1 after 1 GiB, records of 64 MiB, depth 64, 10,000 fields [S3.limits]', () => {
  expect(defaultStreamLimits).toMatchObject({
    ...{ maxRatio: 200, ratioFromDecodedBytes: 1024 * mebibyte, maxRecordBytes: 64 * mebibyte },
    ...{ maxDepth: 64, maxFields: 10_000 },
  });
});

test('a stream that grows a thousandfold is stopped soon after the threshold and says so [S3.limits]', async () => {
  const { bytes, fault } = await decodedBytes(gzipSync(Buffer.alloc(64 * mebibyte)));
  expect(fault).toMatch(/200|expands|ratio/i);
  expect(bytes).toBeGreaterThanOrEqual(4 * mebibyte);
  expect(bytes).toBeLessThan(24 * mebibyte);
});

test('below the threshold, and for a log that compresses as logs do, nothing is stopped', async () => {
  expect(await decodedBytes(gzipSync(Buffer.alloc(3 * mebibyte)))).toEqual({ bytes: 3 * mebibyte, fault: null });
  const lines = Array.from(
    { length: 60_000 },
    (_, index) => `{"eventID":"${index * 7919}","eventName":"DescribeInstances","n":${index}}\n`,
  );
  const log = Buffer.concat([Buffer.from(lines.join('')), Buffer.from(lines.toReversed().join(''))]);
  expect(log.length).toBeGreaterThan(4 * mebibyte);
  expect(await decodedBytes(gzipSync(log))).toEqual({ bytes: log.length, fault: null });
});
