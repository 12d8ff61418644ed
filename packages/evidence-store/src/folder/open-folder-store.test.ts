import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { AppError } from '@virga/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EvidenceStore } from '../evidence-store.ts';
import { openFolderStore } from './open-folder-store.ts';

const ref = { caseId: '019aa000-0000-7000-8000-000000000001', evidenceId: '019aa000-0000-7000-8000-0000000000e1' };
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (thrown: unknown) => (thrown instanceof AppError ? thrown.code : String(thrown)),
  );

let root: string;
let store: EvidenceStore;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'virga-store-'));
  store = await openFolderStore(root, 'virga test');
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('packs', () => {
  it('seals objects under generated names, readable by tar and by our own reads [S3.keys-not-paths]', async () => {
    const text = Buffer.from('{"Records":[{"eventName":"CreateUser"}]}');
    const gz = gzipSync(text);
    const writer = await store.createItem({ ...ref, mode: 'pack' });
    const hostileKey = '../../etc/passwd\n"; rm -rf /';
    const first = await writer.addObject({ key: hostileKey, versionId: 'v1', etag: 'e' }, text);
    await writer.addObject(
      { key: 'logs/a.json.gz', sizeBytes: gz.length },
      Readable.from([gz.subarray(0, 5), gz.subarray(5)]),
    );
    await writer.addObject({ key: 'empty' }, new Uint8Array(0));
    const sealed = await writer.seal({ source: 'aws/cloudtrail' });

    expect(first.sha256).toBe(sha256(text));
    const folder = join(root, ref.caseId, ref.evidenceId);
    const members = execFileSync('tar', ['-tf', join(folder, 'pack-0001.tar')], { encoding: 'utf8' });
    expect(members.trim().split('\n')).toEqual(['object-000000001', 'object-000000002', 'object-000000003']);
    expect(execFileSync('tar', ['-xOf', join(folder, 'pack-0001.tar'), 'object-000000002'])).toEqual(gz);
    expect((await stat(join(folder, 'manifest.json'))).mode & 0o777).toBe(0o440);
    expect(sealed.manifestSha256).toBe(sha256(await readFile(join(folder, 'manifest.json'))));
    const shell = execFileSync('sh', ['-c', 'sha256sum pack-*.tar objects.jsonl | sha256sum'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(shell.slice(0, 64)).toBe(sealed.manifest.sha256);

    expect(await store.readObject(ref.caseId, ref.evidenceId, first.name)).toEqual(text);
    const record = await store.readRecord(ref.caseId, {
      evidenceId: ref.evidenceId,
      object: 'logs/a.json.gz',
      offset: 12,
      length: 26,
    });
    expect(Buffer.from(record.bytes).toString()).toBe('{"eventName":"CreateUser"}');
    expect(record.hashChecked).toBe(true);
    expect(await store.readBack(ref)).toMatchObject({
      ok: true,
      manifestSha256: sealed.manifestSha256,
      sha256: sealed.manifest.sha256,
      problems: [],
    });
  });

  it('begins a new pack before the limit would be passed', async () => {
    const { FolderPackWriter } = await import('./folder-pack-writer.ts');
    const workFolder = await mkdtemp(join(root, 'work-'));
    const target = { workFolder, finalFolder: join(root, 'final'), tool: 't', sealed: async () => null };
    const writer = await FolderPackWriter.open({ ...ref, mode: 'pack' }, target, null, 10_000);
    for (const size of [6000, 2000, 3000, 20_000, 1]) await writer.addObject({ key: `k${size}` }, randomBytes(size));
    const { manifest } = await writer.seal({});
    expect(manifest.files.map(({ name }) => name)).toEqual([
      'pack-0001.tar',
      'pack-0002.tar',
      'pack-0003.tar',
      'pack-0004.tar',
      'objects.jsonl',
    ]);
    expect(manifest.files.every(({ name, sizeBytes }) => name === 'pack-0003.tar' || sizeBytes <= 10_000)).toBe(true);
  });

  it('goes on from a checkpoint to the same hash, cutting what came after it', async () => {
    const objects = Array.from({ length: 20 }, (_, index) => ({ key: `k/${index}`, bytes: randomBytes(3000 + index) }));
    const straight = await store.createItem({ ...ref, evidenceId: 'straight', mode: 'pack' });
    for (const { key, bytes } of objects) await straight.addObject({ key }, bytes);
    const expected = await straight.seal({});

    const killed = await store.createItem({ ...ref, mode: 'pack' });
    for (const { key, bytes } of objects.slice(0, 8)) await killed.addObject({ key }, bytes);
    const checkpoint = JSON.parse(JSON.stringify(await killed.checkpoint()));
    for (const { key, bytes } of objects.slice(8, 12)) await killed.addObject({ key }, bytes);
    const resumed = await store.resumeItem({ ...ref, mode: 'pack' }, checkpoint);
    // The writer that was thought dead writes on: into nothing.
    await killed.addObject({ key: 'ghost' }, randomBytes(50_000));
    expect(resumed.has('k/7')).toBe(true);
    expect(resumed.has('k/8')).toBe(false);
    for (const { key, bytes } of objects.slice(8)) await resumed.addObject({ key }, bytes);
    expect(await failure(killed.seal({}))).toBe('lease.lost');
    expect((await resumed.seal({})).manifest.sha256).toBe(expected.manifest.sha256);
    expect((await store.verifyItem(ref)).ok).toBe(true);
  });

  it('takes the same object twice, refuses other bytes under its name and a stream of the wrong length', async () => {
    const writer = await store.createItem({ ...ref, mode: 'pack' });
    const first = await writer.addObject({ key: 'a' }, Buffer.from('one'));
    expect(await writer.addObject({ key: 'a' }, Buffer.from('one'))).toEqual(first);
    expect(await failure(writer.addObject({ key: 'a' }, Buffer.from('two')))).toBe('evidence.hash_mismatch');
    expect(await failure(writer.addObject({ key: 'b', sizeBytes: 9 }, Readable.from([Buffer.from('short')])))).toBe(
      'cloud.unexpected',
    );
    const broken = async function* () {
      yield Buffer.from('half');
      throw new Error('connection cut');
    };
    expect(await failure(writer.addObject({ key: 'c' }, broken()))).toContain('connection cut');
    const { manifest } = await writer.seal({});
    expect(manifest.objects).toBe(1);
    expect((await store.readBack(ref)).ok).toBe(true);
  });

  it('is write once: a second run of the step gets the same manifest, other bytes are refused', async () => {
    const writer = await store.createItem({ ...ref, mode: 'pack' });
    await writer.addObject({ key: 'a' }, Buffer.from('one'));
    const sealed = await writer.seal({});
    const again = await store.resumeItem({ ...ref, mode: 'pack' }, null);
    await again.addObject({ key: 'a' }, Buffer.from('one'));
    expect(await failure(again.addObject({ key: 'b' }, Buffer.from('more')))).toBe('resource.conflict');
    expect(await again.seal({})).toEqual({ ...sealed, alreadySealed: true });
    await store.discardItem(ref);
    expect((await store.readManifest(ref))?.manifestSha256).toBe(sealed.manifestSha256);
  });

  it('gives out everything before the end of a truncated gzip, then says where it ends', async () => {
    const text = Buffer.from(
      Array.from({ length: 4000 }, (_, index) => `line ${index} ${'x'.repeat(index % 50)}\n`).join(''),
    );
    const cut = gzipSync(text).subarray(0, -900);
    const writer = await store.createItem({ ...ref, mode: 'pack' });
    await writer.addObject({ key: 'cut.gz' }, cut);
    await writer.seal({});
    const seen: Uint8Array[] = [];
    const read = async () => {
      for await (const bytes of store.openDecoded(ref, 'cut.gz')) seen.push(bytes);
    };
    expect(await failure(read())).toBe('evidence.unreadable');
    const decoded = Buffer.concat(seen);
    expect(decoded.length).toBeGreaterThan(text.length / 2);
    expect(text.subarray(0, decoded.length).equals(decoded)).toBe(true);
  });
});

describe('damage', () => {
  it('names a flipped byte on read and on verification, a missing and a foreign file', async () => {
    const writer = await store.createItem({ ...ref, mode: 'pack' });
    const entry = await writer.addObject({ key: 'a' }, Buffer.from('some evidence'));
    await writer.seal({});
    const pack = join(root, ref.caseId, ref.evidenceId, 'pack-0001.tar');
    const bytes = await readFile(pack);
    bytes[entry.offset]! ^= 1;
    await chmod(pack, 0o640);
    await writeFile(pack, bytes);
    await writeFile(join(root, ref.caseId, ref.evidenceId, 'note.txt'), 'x');
    expect(await failure(store.readObject(ref.caseId, ref.evidenceId, 'a'))).toBe('evidence.hash_mismatch');
    const verdict = await store.verifyItem(ref);
    expect(verdict.problems.map(({ kind, file, offset }) => ({ kind, file, offset }))).toEqual([
      { kind: 'unexpected', file: 'note.txt', offset: null },
      { kind: 'altered', file: 'pack-0001.tar', offset: 0 },
    ]);
    await rm(pack);
    expect((await store.verifyItem(ref)).problems.map(({ kind }) => kind)).toContain('missing');
  });

  it('refuses ids that are paths', async () => {
    for (const evidenceId of ['..', 'a/b', '', 'a.b', 'x\0'])
      expect(await failure(store.readManifest({ ...ref, evidenceId }))).toBe('resource.not_found');
  });

  it('asks the fence before every durable step and stops when it is lost', async () => {
    let lost = false;
    const assertFence = async () => {
      if (lost) throw new AppError({ code: 'lease.lost', message: 'lost' });
    };
    const writer = await store.createItem({ ...ref, mode: 'pack', assertFence });
    await writer.addObject({ key: 'a' }, Buffer.from('one'));
    await writer.checkpoint();
    lost = true;
    expect(await failure(writer.checkpoint())).toBe('lease.lost');
    expect(await failure(writer.seal({}))).toBe('lease.lost');
    expect(await store.readManifest(ref)).toBeNull();
  });
});
