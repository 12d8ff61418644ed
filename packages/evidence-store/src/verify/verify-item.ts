import { sha256Hex } from '@virga/domain/ids';
import { ChunkHasher, hashChunk, type ReadExactly } from '../item/chunk-hasher.ts';
import type { ItemRef } from '../item/evidence-writer.ts';
import { chunkSizeBytes, type ItemFile, type ItemManifest } from '../item/item-manifest.ts';
import type { ByteSource } from '../read/byte-source.ts';
import { verifyObjects } from './verify-objects.ts';

/** One thing wrong with the bytes of an evidence item, and where. */
export interface ItemProblem {
  kind: 'missing' | 'unexpected' | 'size' | 'altered' | 'manifest';
  /** File name inside the item. */
  file: string;
  /** First byte of the chunk that does not match; null when the whole file is meant. */
  offset: number | null;
  length: number | null;
  /** A plain sentence. */
  sentence: string;
}

export interface ItemVerdict {
  ok: boolean;
  /** Hash of the whole as read now, or null when a file is missing or short. */
  sha256: string | null;
  problems: ItemProblem[];
  /** Hash of the manifest that the bytes were compared with, where the store read it: what the custody entry vouches for. */
  manifestSha256?: string;
}

export interface VerifyItemOptions {
  signal?: AbortSignal;
  /**
   * Right after sealing, chunk hashes and the hash of the whole are known to come from one pass over the same bytes:
   * comparing every chunk reads every byte, and the chunks are hashed beside one another.
   */
  chunksOnly?: boolean;
}

/** Reads every byte of a sealed item and compares it with its manifest: files, sizes, each chunk, the whole, each object. */
export async function verifyItem(
  source: ByteSource,
  ref: ItemRef,
  manifest: ItemManifest,
  options: VerifyItemOptions = {},
): Promise<ItemVerdict> {
  const problems = await compareListing(source, ref, manifest);
  if (manifest.caseId !== ref.caseId || manifest.evidenceId !== ref.evidenceId)
    problems.push(
      wholeFile('manifest', 'manifest.json', `The manifest is of item ${manifest.evidenceId}, not of this one.`),
    );
  const unusable = new Set(problems.filter(({ kind }) => kind !== 'unexpected').map(({ file }) => file));
  const now = new Map<string, string>();
  for (const file of manifest.files.filter(({ name }) => !unusable.has(name)))
    now.set(file.name, await verifyFile(source, ref, file, problems, options));
  const sha256 = wholeHash(manifest, now);
  if (sha256 !== null && sha256 !== manifest.sha256 && problems.length === 0)
    problems.push(
      wholeFile('manifest', 'manifest.json', 'The hash of the whole in the manifest is not that of its files.'),
    );
  if (problems.length === 0 && manifest.mode === 'pack') problems.push(...(await verifyObjects(source, ref, manifest)));
  return { ok: problems.length === 0, sha256, problems };
}

async function compareListing(source: ByteSource, ref: ItemRef, manifest: ItemManifest): Promise<ItemProblem[]> {
  const found = new Map((await source.list(ref))?.map(({ name, sizeBytes }) => [name, sizeBytes]));
  const problems: ItemProblem[] = [];
  for (const { name, sizeBytes } of manifest.files) {
    const size = found.get(name);
    if (size === undefined) problems.push(wholeFile('missing', name, `${name} is missing.`));
    else if (size !== sizeBytes)
      problems.push(wholeFile('size', name, `${name} has ${size} bytes; ${sizeBytes} were sealed.`));
  }
  const known = new Set(['manifest.json', ...manifest.files.map(({ name }) => name)]);
  for (const name of found.keys())
    if (!known.has(name)) problems.push(wholeFile('unexpected', name, `${name} does not belong to the sealed item.`));
  return problems;
}

async function verifyFile(
  source: ByteSource,
  ref: ItemRef,
  file: ItemFile,
  problems: ItemProblem[],
  { signal, chunksOnly }: VerifyItemOptions,
): Promise<string> {
  const read: ReadExactly = (offset, length) => {
    signal?.throwIfAborted();
    return source.read(ref, file.name, offset, length);
  };
  const hashes = chunksOnly
    ? { sha256: file.sha256, chunks: await hashChunks(read, file.sizeBytes) }
    : await new ChunkHasher(read).finish(file.sizeBytes);
  for (const [index, hash] of hashes.chunks.entries()) {
    if (hash === file.chunks[index]) continue;
    const offset = index * chunkSizeBytes;
    const length = Math.min(chunkSizeBytes, file.sizeBytes - offset);
    const chunk = `chunk ${index + 1} of ${file.chunks.length}`;
    const sentence = `${file.name}: bytes ${offset}–${offset + length - 1} (${chunk}) do not have the hash they were sealed with.`;
    problems.push({ kind: 'altered', file: file.name, offset, length, sentence });
  }
  if (hashes.chunks.length !== file.chunks.length)
    problems.push(
      wholeFile('manifest', 'manifest.json', `The manifest lists another number of chunks of ${file.name}.`),
    );
  else if (hashes.sha256 !== file.sha256 && problems.every((problem) => problem.file !== file.name))
    problems.push(wholeFile('altered', file.name, `${file.name} does not have the hash it was sealed with.`));
  return hashes.sha256;
}

/** Two chunks at a time: as many as the thread pool has cores for on a small machine. */
async function hashChunks(read: ReadExactly, sizeBytes: number): Promise<string[]> {
  const chunks: string[] = [];
  const one = async (offset: number) =>
    offset < sizeBytes ? [await hashChunk(await read(offset, Math.min(chunkSizeBytes, sizeBytes - offset)))] : [];
  for (let offset = 0; offset < sizeBytes; offset += 2 * chunkSizeBytes)
    chunks.push(...(await Promise.all([one(offset), one(offset + chunkSizeBytes)])).flat());
  return chunks;
}

function wholeHash(manifest: ItemManifest, now: ReadonlyMap<string, string>): string | null {
  const hashes = manifest.files.map(({ name }) => now.get(name));
  if (hashes.some((hash) => hash === undefined)) return null;
  if (manifest.mode === 'image') return hashes[0] ?? null;
  return sha256Hex(manifest.files.map(({ name }, index) => `${hashes[index]}  ${name}\n`).join(''));
}

function wholeFile(kind: ItemProblem['kind'], file: string, sentence: string): ItemProblem {
  return { kind, file, offset: null, length: null, sentence };
}
