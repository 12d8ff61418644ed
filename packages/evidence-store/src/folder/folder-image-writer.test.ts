import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EvidenceStore } from '../evidence-store.ts';
import { openFolderStore } from './open-folder-store.ts';

const ref = { caseId: 'case-1', evidenceId: 'disk-1' };
const mebibyte = 1024 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let root: string;
let store: EvidenceStore;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'virga-image-'));
  store = await openFolderStore(root, 'virga test');
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('hashes holes as zeros, keeps them holes and verifies each 4 MiB chunk', async () => {
  const size = 21 * mebibyte + 512;
  const plain = Buffer.alloc(size);
  randomBytes(mebibyte).copy(plain, 9 * mebibyte);
  randomBytes(512).copy(plain, size - 512);
  const writer = await store.createItem({ ...ref, mode: 'image', sizeBytes: size });
  for (let offset = 0; offset < size; offset += 512 * 1024) {
    await writer.writeAt(offset, plain.subarray(offset, Math.min(size, offset + 512 * 1024)));
    writer.finalUpTo(offset + 512 * 1024);
  }
  await expect(writer.writeAt(0, Buffer.from('late'))).rejects.toThrow('declared final');
  await expect(writer.writeAt(size - 1, Buffer.from('xy'))).rejects.toThrow('leaves the image');
  const { manifest } = await writer.seal({ volume: 'vol-1' });
  expect(manifest.sha256).toBe(sha256(plain));
  expect(manifest.files[0]?.chunks).toHaveLength(6);
  const facts = await stat(await store.localPath(ref, 'image.raw'));
  expect(facts.blocks * 512).toBeLessThan(10 * mebibyte);
  const stored = await store.storedBytes(ref);
  expect(stored).toBeGreaterThanOrEqual(facts.blocks * 512);
  expect(stored).toBeLessThan(10 * mebibyte);
  const range = await store.readImageRange(ref.caseId, ref.evidenceId, 9 * mebibyte - 10, 5 * mebibyte);
  expect(plain.subarray(9 * mebibyte - 10, 14 * mebibyte - 10).equals(range)).toBe(true);
  expect((await store.readBack(ref)).ok).toBe(true);
});

it('resumes after kill -9 to the identical hash', async () => {
  const size = 40 * mebibyte;
  const block = (index: number) => createHash('sha512').update(String(index)).digest();
  const script = `
    import { openEvidenceStore } from ${JSON.stringify(new URL('../index.ts', import.meta.url).href)};
    import { createHash } from 'node:crypto';
    const store = await openEvidenceStore(process.argv[1]);
    const writer = await store.createItem({ caseId: 'case-1', evidenceId: 'disk-1', mode: 'image', sizeBytes: ${size} });
    for (let index = 0; index < 40; index++) {
      await writer.writeAt(index * ${mebibyte}, createHash('sha512').update(String(index)).digest());
      if (index === 20) console.log(JSON.stringify(await writer.checkpoint()));
    }
    setInterval(() => {}, 1000);
    console.log('written');
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString();
    if (output.includes('written')) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  const resumed = await store.resumeItem(
    { ...ref, mode: 'image', sizeBytes: size },
    JSON.parse(output.split('\n')[0]!),
  );
  const plain = Buffer.alloc(size);
  for (let index = 0; index < 40; index++) block(index).copy(plain, index * mebibyte);
  for (let index = 21; index < 40; index++) await resumed.writeAt(index * mebibyte, block(index));
  const sealed = await resumed.seal({});
  expect(sealed.manifest.sha256).toBe(sha256(plain));
  expect((await store.readBack(ref)).ok).toBe(true);
  const again = await store.resumeItem({ ...ref, mode: 'image', sizeBytes: size }, null);
  await again.writeAt(0, block(0));
  await expect(again.writeAt(0, block(1))).rejects.toThrow('sealed');
  expect(await again.seal({})).toEqual({ ...sealed, alreadySealed: true });
});
