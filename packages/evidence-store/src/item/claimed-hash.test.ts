import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Hex } from '@virga/domain/ids';
import { expect, it } from 'vitest';
import { openFolderStore } from '../folder/open-folder-store.ts';
import type { StoredObject } from './stored-object.ts';

it('[F3.hash-by-target] the hash that the sender states and the hash on arrival stand apart, and only ours is sealed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'virga-claim-'));
  const store = await openFolderStore(folder, 'virga test');
  const ref = { caseId: 'case-1', evidenceId: 'memory' };
  const bytes = Buffer.from('what really arrived');
  const claimed = { algorithm: 'SHA-256', value: sha256Hex('what the target says it sent') };
  const writer = await store.createItem({ ...ref, mode: 'pack' });
  await writer.addObject({ key: 'honest', claimedHash: { algorithm: 'SHA-256', value: sha256Hex(bytes) } }, bytes);
  await writer.addObject({ key: 'lying', claimedHash: claimed }, bytes);
  await writer.addObject({ key: 'silent' }, bytes);
  const { manifest } = await writer.seal({});
  const objects: StoredObject[] = [];
  for await (const object of store.listObjects(ref)) objects.push(object);
  expect(objects.map(({ key, sha256, claimedHash }) => [key, sha256, claimedHash?.value ?? null])).toEqual([
    ['honest', sha256Hex(bytes), sha256Hex(bytes)],
    ['lying', sha256Hex(bytes), claimed.value],
    ['silent', sha256Hex(bytes), null],
  ]);
  // A claim is kept as evidence of what was said, and decides nothing: the bytes verify by our hash.
  expect(await store.verifyItem(ref)).toMatchObject({ ok: true, sha256: manifest.sha256 });
  expect(await readFile(join(folder, 'case-1', 'memory', 'manifest.json'), 'utf8')).not.toContain(claimed.value);
  await rm(folder, { recursive: true });
});
