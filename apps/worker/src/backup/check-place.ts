import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@virga/domain';
import type { EvidenceStore } from '@virga/evidence-store';
import type { BackupManifest } from './backup-manifest.ts';

/** Refuses a place that holds data, and an evidence store of another kind than the backup speaks of. */
export async function checkPlace(home: string, store: EvidenceStore, manifest: BackupManifest): Promise<void> {
  const isBucket = store.place.startsWith('s3://');
  const taken = [];
  if (!isBucket && (await readdir(store.place).catch(() => [])).length > 0) taken.push(store.place);
  for (const name of ['uploads', 'server.json', 'run.json'])
    if (await stat(join(home, name)).catch(() => null)) taken.push(join(home, name));
  if (taken.length > 0)
    throw new AppError({
      code: 'resource.conflict',
      message: `${taken.join(', ')} ${taken.length === 1 ? 'is' : 'are'} there already. A backup is restored into an empty installation only; nothing was changed.`,
    });
  if (isBucket !== (manifest.evidence.kind === 's3'))
    throw new AppError({
      code: 'request.invalid',
      message: isBucket
        ? 'The backup holds its evidence as files: restore it with EVIDENCE_STORE naming a folder, then copy that folder to the bucket.'
        : `The evidence of this backup is in ${manifest.evidence.place}: set EVIDENCE_STORE to it, or to a copy of that bucket.`,
    });
  if (isBucket) await checkBucket(store, manifest);
}

/** Every item must lie in the bucket with the manifest that the rows speak of. */
async function checkBucket(store: EvidenceStore, manifest: BackupManifest): Promise<void> {
  const missing: string[] = [];
  for (const { manifestSha256, ...ref } of manifest.evidence.items) {
    const sealed = await store.readManifest(ref);
    if (sealed?.manifestSha256 !== manifestSha256) missing.push(`${ref.caseId}/${ref.evidenceId}`);
  }
  if (missing.length > 0)
    throw new AppError({
      code: 'evidence.hash_mismatch',
      message: `${missing.length} of ${manifest.evidence.items.length} evidence items are not in ${store.place} as the backup knows them: ${missing.slice(0, 5).join(', ')}. Nothing was changed.`,
    });
}
