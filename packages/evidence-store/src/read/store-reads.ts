import { AppError, type RecordLocation, type SeekPoint } from '@virga/domain';
import type { ByteRange, EvidenceStore, RawRecord } from '../evidence-store.ts';
import type { ItemRef } from '../item/evidence-writer.ts';
import { type VerifyItemOptions, verifyItem } from '../verify/verify-item.ts';
import type { ByteSource } from './byte-source.ts';
import { decodeFromPoint } from './decode-from-point.ts';
import { gunzip, isZlibError } from './decode-object.ts';
import { ItemReader } from './item-reader.ts';

/** What is given out in one buffer at most (security.md: one record 64 MB). */
const largestBufferBytes = 64 * 1024 * 1024;

export type StoreReads = Pick<
  EvidenceStore,
  | 'readManifest'
  | 'readBack'
  | 'verifyItem'
  | 'listObjects'
  | 'findObject'
  | 'storedBytes'
  | 'openObject'
  | 'openDecoded'
  | 'readObject'
  | 'readRecord'
  | 'readImageRange'
  | 'openFile'
>;

/** The reading half of a store over any place that can give byte ranges. */
export function storeReads(source: ByteSource): StoreReads {
  const reader = new ItemReader(source);
  // Verification never trusts a cached manifest: a reader of its own reads it again.
  const verify = async (ref: ItemRef, options: VerifyItemOptions) => {
    const sealed = await new ItemReader(source).readManifest(ref);
    if (!sealed) throw notSealed();
    return { ...(await verifyItem(source, ref, sealed.manifest, options)), manifestSha256: sealed.manifestSha256 };
  };
  return {
    readManifest: (ref) => reader.readManifest(ref),
    readBack: (ref, signal) => verify(ref, { ...(signal && { signal }), chunksOnly: true }),
    verifyItem: (ref, signal) => verify(ref, { ...(signal && { signal }) }),
    listObjects: (ref) => reader.listObjects(ref),
    storedBytes: async (ref) => {
      const files = (await source.list(ref)) ?? [];
      return files.reduce((sum, { sizeBytes, storedBytes = sizeBytes }) => sum + storedBytes, 0);
    },
    findObject: (ref, name) => reader.findObject(ref, name),
    openObject: (ref, name, range) => openObject(reader, ref, name, range),
    openDecoded: (ref, name) => openDecoded(reader, ref, name),
    openFile: async function* (ref, file) {
      const facts = (await reader.manifest(ref)).files.find(({ name }) => name === file);
      if (facts) yield* reader.readFile(ref, file, { offset: 0, length: facts.sizeBytes });
      else if (file === 'manifest.json') yield (await source.readSmall(ref, file)) ?? new Uint8Array(0);
      else throw new AppError({ code: 'resource.not_found', message: 'There is no such file in the evidence item.' });
    },
    readObject: async (caseId, evidenceId, name, range) => {
      const ref = { caseId, evidenceId };
      const length = range?.length ?? (await reader.objectPlace(ref, name)).length;
      return collect(openObject(reader, ref, name, range), length);
    },
    readRecord: (caseId, location, from) => readRecord(reader, caseId, location, from),
    readImageRange: async (caseId, evidenceId, offset, length) =>
      collect(openObject(reader, { caseId, evidenceId }, 'image.raw', { offset, length }), length),
  };
}

async function* openObject(reader: ItemReader, ref: ItemRef, name: string, range?: ByteRange) {
  const place = await reader.objectPlace(ref, name);
  const { offset, length } = range ?? { offset: 0, length: place.length };
  if (!isCount(offset) || !isCount(length) || offset + length > place.length) throw outside(place.length);
  yield* reader.readFile(ref, place.file, { offset: place.offset + offset, length });
}

async function* openDecoded(reader: ItemReader, ref: ItemRef, name: string) {
  const place = await reader.objectPlace(ref, name);
  const stored = () => reader.readFile(ref, place.file, place);
  yield* place.encoding === 'gzip' ? gunzip(stored) : stored();
}

async function readRecord(
  reader: ItemReader,
  caseId: string,
  location: RecordLocation,
  from: SeekPoint | undefined,
): Promise<RawRecord> {
  const { evidenceId, object, offset, length } = location;
  const ref = { caseId, evidenceId };
  if (!isCount(offset) || !isCount(length)) throw outside(0);
  const { file, encoding } = await reader.objectPlace(ref, object);
  const known = { hashChecked: true, file } as const;
  if (encoding === 'identity') {
    const bytes = await collect(openObject(reader, ref, object, { offset, length }), length);
    return { bytes, ...known, decodedFrom: 0 };
  }
  const bytes = from && (await readFromPoint(reader, ref, location, from));
  if (bytes) return { bytes, ...known, decodedFrom: from.decodedOffset };
  const pieces = sliceStream(openDecoded(reader, ref, object), offset, length);
  return { bytes: await collect(pieces, length), ...known, decodedFrom: 0 };
}

/** Null when the point does not lead to the record. Stored bytes that were altered are thrown here as everywhere. */
async function readFromPoint(reader: ItemReader, ref: ItemRef, location: RecordLocation, point: SeekPoint) {
  const { object, offset, length } = location;
  const place = await reader.objectPlace(ref, object);
  if (point.decodedOffset > offset || point.storedBit >= place.length * 8) return null;
  const storedFrom = (at: number) =>
    reader.readFile(ref, place.file, { offset: place.offset + at, length: Math.max(0, place.length - at) });
  try {
    const bytes = Buffer.concat(
      await takeAll(sliceStream(decodeFromPoint(storedFrom, point), offset - point.decodedOffset, length), length),
    );
    return bytes.length === length ? bytes : null;
  } catch (thrown) {
    if (isZlibError(thrown) || (thrown instanceof AppError && thrown.code === 'evidence.unreadable')) return null;
    throw thrown;
  }
}

/** Stops reading as soon as the slice is complete. */
async function* sliceStream(stream: AsyncIterable<Uint8Array>, offset: number, length: number) {
  let at = 0;
  for await (const bytes of stream) {
    const piece = bytes.subarray(Math.max(0, offset - at), Math.max(0, offset + length - at));
    at += bytes.length;
    if (piece.length > 0) yield piece;
    if (at >= offset + length) return;
  }
}

async function collect(pieces: AsyncIterable<Uint8Array>, length: number): Promise<Uint8Array> {
  const bytes = Buffer.concat(await takeAll(pieces, length));
  if (bytes.length !== length) throw outside(bytes.length);
  return bytes;
}

async function takeAll(pieces: AsyncIterable<Uint8Array>, length: number): Promise<Uint8Array[]> {
  if (length > largestBufferBytes)
    throw new AppError({ code: 'request.too_large', message: 'At most 64 MiB of evidence are given out at once.' });
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

function notSealed(): AppError {
  return new AppError({ code: 'evidence.not_sealed', message: 'This evidence item is not sealed yet.' });
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function outside(sizeBytes: number): AppError {
  return new AppError({
    code: 'request.invalid',
    message: 'The range lies outside the object.',
    facts: { sizeBytes },
  });
}
