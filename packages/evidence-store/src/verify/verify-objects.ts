import { createHash } from 'node:crypto';
import type { ItemRef } from '../item/evidence-writer.ts';
import { chunkSizeBytes, type ItemManifest } from '../item/item-manifest.ts';
import type { StoredObject } from '../item/stored-object.ts';
import type { ByteSource } from '../read/byte-source.ts';
import { readObjectIndex } from '../read/object-index.ts';
import type { ItemProblem } from './verify-item.ts';

const indexName = 'objects.jsonl';

/**
 * Compares every object in the packs with the hash taken when its first byte arrived: a byte that changed between
 * arrival and seal would otherwise have been sealed as it was.
 */
export async function verifyObjects(source: ByteSource, ref: ItemRef, manifest: ItemManifest): Promise<ItemProblem[]> {
  const sizes = new Map(manifest.files.map(({ name, sizeBytes }) => [name, sizeBytes]));
  const problems: ItemProblem[] = [];
  let objects = 0;
  try {
    for await (const entry of readObjectIndex(readFile(source, ref, indexName, sizes.get(indexName) ?? 0))) {
      objects += 1;
      const problem = await verifyObject(source, ref, entry, sizes);
      if (problem) problems.push(problem);
    }
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError) && (thrown as Error).name !== 'ZodError') throw thrown;
    const sentence = `The line after object ${objects} of ${indexName} cannot be read as an object entry.`;
    problems.push({ kind: 'altered', file: indexName, offset: null, length: null, sentence });
  }
  if (problems.length === 0 && objects !== manifest.objects)
    problems.push({
      kind: 'manifest',
      file: indexName,
      offset: null,
      length: null,
      sentence: `${indexName} lists ${objects} objects; ${manifest.objects} were sealed.`,
    });
  return problems;
}

async function verifyObject(
  source: ByteSource,
  ref: ItemRef,
  entry: StoredObject,
  sizes: ReadonlyMap<string, number>,
): Promise<ItemProblem | null> {
  const file = `pack-${String(entry.pack).padStart(4, '0')}.tar`;
  const place = { file, offset: entry.offset, length: entry.length };
  if (entry.offset + entry.length > (sizes.get(file) ?? 0))
    return { kind: 'altered', ...place, sentence: `${entry.member} lies beyond the end of ${file}.` };
  const hash = createHash('sha256');
  for await (const bytes of readFile(source, ref, file, entry.length, entry.offset)) hash.update(bytes);
  if (hash.digest('hex') === entry.sha256) return null;
  const sentence = `${entry.member} in ${file} (bytes ${entry.offset}–${entry.offset + entry.length - 1}) does not have the hash it arrived with.`;
  return { kind: 'altered', ...place, sentence };
}

async function* readFile(source: ByteSource, ref: ItemRef, file: string, length: number, start = 0) {
  for (let done = 0; done < length; done += chunkSizeBytes)
    yield await source.read(ref, file, start + done, Math.min(chunkSizeBytes, length - done));
}
