import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { readExactly } from '../folder/read-exactly.ts';
import type { ItemRef } from '../item/evidence-writer.ts';
import { chunkSizeBytes, type ItemFile, type ItemManifest } from '../item/item-manifest.ts';
import { itemPath } from '../item/item-path.ts';
import { listKeys, putOnce, type S3Place, unavailable } from './s3-objects.ts';

const singlePutBytes = 4 * chunkSizeBytes;
/** S3 takes at most 10,000 parts. */
const mostParts = 9_000;

/**
 * Sends a locally sealed item: data files first, `manifest.json` last, so that an item without a manifest is one that
 * is not sealed here. Files that are there already with their full size are left: after a crash the rest follows. Every
 * request carries a SHA-256 that S3 checks; `readBack` then compares all of it.
 */
export async function uploadItem(
  s3: S3Place,
  ref: ItemRef,
  folder: string,
  sealed: { manifest: ItemManifest; manifestSha256: string },
): Promise<void> {
  const present = new Map<string, number>();
  for await (const { key, sizeBytes } of listKeys(s3, `${itemPath(ref)}/`)) present.set(key, sizeBytes);
  for (const file of sealed.manifest.files) {
    const key = `${itemPath(ref)}/${file.name}`;
    if (present.get(key) === file.sizeBytes) continue;
    await withFile(join(folder, file.name), (handle) => uploadFile(s3, key, handle, file));
  }
  await withFile(join(folder, 'manifest.json'), async (handle) => {
    await putOnce(s3, `${itemPath(ref)}/manifest.json`, await handle.readFile(), sealed.manifestSha256);
  });
}

async function uploadFile(s3: S3Place, key: string, handle: FileHandle, file: ItemFile): Promise<void> {
  if (file.sizeBytes <= singlePutBytes) {
    await putOnce(s3, key, await readExactly(handle, 0, file.sizeBytes), file.sha256);
    return;
  }
  const target = { Bucket: s3.bucket, Key: s3.prefix + key };
  try {
    const created = await s3.client.send(
      new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: 'SHA256', ...s3.lock() }),
    );
    const upload = { ...target, UploadId: created.UploadId };
    try {
      const Parts = await sendParts(s3, upload, handle, file.sizeBytes);
      await s3.client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
    } catch (thrown) {
      await s3.client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
      throw thrown;
    }
  } catch (thrown) {
    throw unavailable(thrown);
  }
}

async function sendParts(
  s3: S3Place,
  upload: { Bucket: string; Key: string; UploadId: string | undefined },
  handle: FileHandle,
  sizeBytes: number,
): Promise<CompletedPart[]> {
  const chunksPerPart = Math.max(4, Math.ceil(sizeBytes / chunkSizeBytes / mostParts));
  const partBytes = chunksPerPart * chunkSizeBytes;
  const parts: CompletedPart[] = [];
  for (let offset = 0; offset < sizeBytes; offset += partBytes) {
    const Body = await readExactly(handle, offset, Math.min(partBytes, sizeBytes - offset));
    const ChecksumSHA256 = createHash('sha256').update(Body).digest('base64');
    const PartNumber = parts.length + 1;
    const { ETag } = await s3.client.send(new UploadPartCommand({ ...upload, PartNumber, Body, ChecksumSHA256 }));
    parts.push({ PartNumber, ETag, ChecksumSHA256 });
  }
  return parts;
}

async function withFile<T>(path: string, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, 'r');
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}
