import { chmod, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, formatTime, nowMicros } from '@virga/domain';
import { sha256Hex } from '@virga/domain/ids';
import { storableJson } from '../custody/canonical-json.ts';
import type { ItemRequest, SealedItem } from '../item/evidence-writer.ts';
import { chunkSizeBytes, type ItemManifest, itemManifestSchema } from '../item/item-manifest.ts';
import { leaseLost, rethrowStorage } from '../item/store-full.ts';
import { syncFolder } from './work-folder.ts';

export interface SealTarget {
  workFolder: string;
  finalFolder: string;
  tool: string;
  /** The sealed item that is already there, or null. */
  sealed: () => Promise<{ manifest: ItemManifest; manifestSha256: string } | null>;
}

export type ManifestDraft = Pick<ItemManifest, 'mode' | 'sizeBytes' | 'objects' | 'sha256' | 'files' | 'facts'>;

/**
 * The last steps of sealing: manifest, read-only files, one rename that makes the item appear whole or not at all. The
 * data files must be fsynced and closed already.
 */
export async function sealWorkFolder(
  request: ItemRequest,
  target: SealTarget,
  draft: ManifestDraft,
): Promise<SealedItem> {
  const manifest: ItemManifest = itemManifestSchema.parse({
    format: 'virga-evidence/1',
    caseId: request.caseId,
    evidenceId: request.evidenceId,
    tool: target.tool,
    sealedAt: formatTime(nowMicros()),
    chunkSizeBytes,
    ...draft,
    facts: storableJson(draft.facts),
  });
  const text = `${JSON.stringify(manifest, null, 1)}\n`;
  try {
    await writeDurably(join(target.workFolder, 'manifest.json'), text);
    for (const file of manifest.files) await chmod(join(target.workFolder, file.name), 0o440);
    await syncFolder(target.workFolder);
    await request.assertFence?.();
    await rename(target.workFolder, target.finalFolder);
    await syncFolder(dirname(target.finalFolder));
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return sealedBefore(target, manifest);
    if (code === 'ENOENT') throw leaseLost(thrown);
    return rethrowStorage(thrown, 'All bytes of the item are kept; only the seal is missing.');
  }
  return { manifest, manifestSha256: sha256Hex(text), alreadySealed: false };
}

async function sealedBefore(target: SealTarget, manifest: ItemManifest): Promise<SealedItem> {
  const sealed = await target.sealed();
  if (sealed?.manifest.sha256 === manifest.sha256) return { ...sealed, alreadySealed: true };
  throw new AppError({
    code: 'resource.conflict',
    message: 'This evidence item is sealed already, with other bytes. A sealed item is never replaced.',
    facts: { sealedSha256: sealed?.manifest.sha256 ?? null, newSha256: manifest.sha256 },
  });
}

async function writeDurably(path: string, text: string): Promise<void> {
  const temporary = `${path}.new`;
  const handle = await open(temporary, 'w', 0o440);
  try {
    await handle.writeFile(text);
    await handle.chmod(0o440);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
}
