import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '@virga/domain';
import type { EvidenceStore } from '../evidence-store.ts';
import { folderSource } from '../folder/folder-source.ts';
import { folderWriters } from '../folder/folder-writers.ts';
import { removeWorkFolders } from '../folder/work-folder.ts';
import type { ItemRequest, WriterCheckpoint, WriterOf } from '../item/evidence-writer.ts';
import { itemPath } from '../item/item-path.ts';
import type { S3StoreOptions } from '../open-evidence-store.ts';
import type { ByteSource } from '../read/byte-source.ts';
import { storeReads } from '../read/store-reads.ts';
import { fetchFile } from './fetch-file.ts';
import { connectS3, getBytes, listKeys, type S3Place } from './s3-objects.ts';
import { S3Records } from './s3-records.ts';
import { uploadItem } from './upload-item.ts';

/**
 * Evidence in S3. Items are built and hashed in the staging folder, because an image is written in any order; sealing
 * sends them, and the local copy goes when the one in S3 has been read back.
 */
export async function openS3Store(place: string, tool: string, options?: S3StoreOptions): Promise<EvidenceStore> {
  if (!options)
    throw new AppError({
      code: 'system.unavailable',
      message: 'EVIDENCE_STORE is in S3, but its settings are missing.',
    });
  const s3 = connectS3(place, options);
  const staging = resolve(options.stagingFolder);
  await mkdir(staging, { recursive: true, mode: 0o700 });
  const reads = storeReads(s3Source(s3));
  const records = new S3Records(s3);
  const local = (ref: { caseId: string; evidenceId: string }) => join(staging, itemPath(ref));
  return {
    place,
    ...reads,
    ...s3Writers(s3, staging, tool, reads),
    readBack: async (ref, signal) => {
      const verdict = await reads.readBack(ref, signal);
      if (verdict.ok) await rm(local(ref), { recursive: true, force: true });
      return verdict;
    },
    discardItem: (ref) => removeWorkFolders(staging, ref),
    localPath: async (ref, file) => {
      const facts = (await reads.readManifest(ref))?.manifest.files.find(({ name }) => name === file);
      if (!facts)
        throw new AppError({
          code: 'evidence.not_sealed',
          message: 'There is no such file in a sealed evidence item.',
        });
      const path = join(staging, 'fetched', itemPath(ref), facts.name);
      await fetchFile(path, facts.sizeBytes, reads.openFile(ref, facts.name));
      return path;
    },
    appendHead: (head, publicKeyPem) => records.appendHead(head, publicKeyPem),
    readHeads: (caseId) => records.readHeads(caseId),
    appendAnchor: (anchor) => records.appendAnchor(anchor),
    readAnchors: (caseId) => records.readAnchors(caseId),
    appendCustody: (caseId, entries) => records.appendCustody(caseId, entries),
    readCustody: (caseId) => records.readCustody(caseId),
    freeBytes: async () => null,
  };
}

function s3Source(s3: S3Place): ByteSource {
  return {
    readSmall: (ref, file) => getBytes(s3, `${itemPath(ref)}/${file}`),
    read: async (ref, file, offset, length) => {
      const bytes = await getBytes(s3, `${itemPath(ref)}/${file}`, { offset, length });
      if (bytes?.length !== length) throw new RangeError(`${file} ends before byte ${offset + length}`);
      return bytes;
    },
    list: async (ref) => {
      const prefix = `${itemPath(ref)}/`;
      const files: { name: string; sizeBytes: number }[] = [];
      for await (const { key, sizeBytes } of listKeys(s3, prefix))
        files.push({ name: key.slice(prefix.length), sizeBytes });
      return files.length === 0 ? null : files;
    },
  };
}

/** Writers of the staging folder whose seal ends only when S3 has the item; an item sealed in S3 answers from there. */
function s3Writers(
  s3: S3Place,
  staging: string,
  tool: string,
  reads: Pick<EvidenceStore, 'readManifest' | 'listObjects' | 'readImageRange'>,
): Pick<EvidenceStore, 'createItem' | 'resumeItem'> {
  const remote = folderWriters(staging, tool, reads);
  const local = folderWriters(staging, tool, storeReads(folderSource(staging)));
  const start = async <R extends ItemRequest>(
    request: R,
    checkpoint: WriterCheckpoint | null,
  ): Promise<WriterOf<R>> => {
    if (await reads.readManifest(request)) return remote.resumeItem(request, checkpoint);
    const writer = await local.resumeItem(request, checkpoint);
    const sealLocally = writer.seal.bind(writer);
    writer.seal = async (facts) => {
      const sealed = await sealLocally(facts);
      await request.assertFence?.();
      await uploadItem(s3, request, join(staging, itemPath(request)), sealed);
      return sealed;
    };
    return writer;
  };
  return {
    createItem: (request) => start(request, null),
    resumeItem: (request, checkpoint) => start(request, checkpoint),
  };
}
