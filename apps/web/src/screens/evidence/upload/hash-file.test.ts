import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashFile, hashSlices } from './hash-file.ts';

const never = new AbortController().signal;

test.each([0, 1, 1024 * 1024, 1024 * 1024 + 1, 2_600_000])(
  '%i bytes: whole and sliced hash agree with Node',
  async (size) => {
    const bytes = randomBytes(size);
    const expected = createHash('sha256').update(bytes).digest('hex');
    const file = new Blob([bytes]);
    const heard: number[] = [];
    expect(await hashFile(file, () => undefined, never)).toBe(expected);
    expect(await hashSlices(file, (done) => heard.push(done), never)).toBe(expected);
    expect(heard.at(-1) ?? 0).toBe(size);
  },
);

test('stops when told', async () => {
  const stop = new AbortController();
  const file = new Blob([randomBytes(3 * 1024 * 1024)]);
  await expect(hashSlices(file, () => stop.abort(new Error('stopped')), stop.signal)).rejects.toThrow('stopped');
});
