import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { SeekPoint } from '@virga/domain';
import { sha256Hex } from '@virga/domain/ids';
import type { InCase } from '../access/case-scope.ts';
import { clientOf } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';

/** A gzip object of a sealed item, with the hash that its stored bytes were sealed with. */
export interface IndexedObject {
  evidenceId: string;
  object: string;
  sha256: string;
}

const windowBytes = 32 * 1024;

export async function clearSeekPoints(tx: Transaction, scope: InCase, of: IndexedObject): Promise<void> {
  await tx.seekPointRow.deleteMany({ where: placeOf(scope, of) });
}

/** In the caller's transaction, under its fence. */
export async function addSeekPoints(
  tx: Transaction,
  scope: InCase,
  of: IndexedObject,
  points: readonly SeekPoint[],
): Promise<void> {
  await tx.seekPointRow.createMany({
    data: points.map((point) => ({
      ...placeOf(scope, of),
      decodedOffset: BigInt(point.decodedOffset),
      storedBit: BigInt(point.storedBit),
      window: deflateRawSync(point.window),
      hash: hashOf(of, point),
    })),
  });
}

/**
 * The nearest point at or before a decoded offset, or null. A row that is damaged, or was made of other bytes than those the
 * object was sealed with, is no point: the object is decoded from its start then.
 */
export async function findSeekPoint(
  db: Database | Transaction,
  scope: InCase,
  of: IndexedObject,
  offset: number,
): Promise<SeekPoint | null> {
  const row = await clientOf(db).seekPointRow.findFirst({
    where: { ...placeOf(scope, of), decodedOffset: { lte: BigInt(offset) } },
    orderBy: { decodedOffset: 'desc' },
  });
  if (!row) return null;
  const window = inflated(row.window);
  if (!window) return null;
  const point = { decodedOffset: Number(row.decodedOffset), storedBit: Number(row.storedBit), window };
  return hashOf(of, point) === row.hash ? point : null;
}

function placeOf({ caseId }: InCase, { evidenceId, object }: IndexedObject) {
  return { caseId, evidenceId, objectHash: sha256Hex(object) };
}

function inflated(bytes: Uint8Array): Uint8Array | null {
  try {
    return inflateRawSync(bytes, { maxOutputLength: windowBytes });
  } catch {
    return null;
  }
}

/** Over everything that leads from the sealed bytes to the place, so that a row cannot be moved to another object. */
function hashOf(of: IndexedObject, point: SeekPoint): string {
  const { decodedOffset, storedBit, window } = point;
  return sha256Hex(`${of.evidenceId}\0${of.sha256}\0${decodedOffset}\0${storedBit}\0${sha256Hex(window)}`);
}
