import type { KeyObject } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { AppError } from '@virga/domain';
import type { PackSet } from '@virga/source-kit';
import { workThrough } from '../work-through.ts';
import { type Digest, verifyDigest } from './digest.ts';
import { type Chain, walkChain } from './digest-chain.ts';
import { type FetchedObject, fetchObject } from './fetch-object.ts';
import { type ListedObject, listVersions } from './list-versions.ts';
import type { LogBucket, UnitPlace } from './log-bucket.ts';
import type { Trail, Window } from './trail-context.ts';
import { readDigestName } from './trail-layout.ts';

/** Digests are small; one that is larger when decompressed is not read. */
const maxDigestBytes = 256 * 1024 * 1024;
const twoHoursMs = 7_200_000;

export interface UnitChain extends Chain {
  /** Digest objects in the pack, versions counted. */
  objects: number;
}

/** Downloads and seals the digests of one account and region, and walks their chain. */
export async function readChain(
  bucket: LogBucket,
  pack: PackSet,
  trail: Trail,
  unit: UnitPlace,
  window: Window,
  keys: ReadonlyMap<string, KeyObject>,
): Promise<UnitChain> {
  const { objects } = await listVersions(bucket, unit.digestPrefix, window.fromMs, window.deliveredToMs + twoHoursMs);
  const versions = new Map<string, ListedObject[]>();
  const listed: { key: string; endMs: number }[] = [];
  const backfills: { key: string; endMs: number }[] = [];
  let count = 0;
  for (const object of objects) {
    const name = readDigestName(object.key, trail);
    // A digest ends an hour after it begins: the first one that matters ends after the window's begin.
    if (!name || object.isDeleteMarker || name.endMs < window.fromMs) continue;
    count += 1;
    const known = versions.get(object.key);
    if (known) known.push(object);
    else {
      versions.set(object.key, [object]);
      (name.isBackfill ? backfills : listed).push({ key: object.key, endMs: name.endMs });
    }
  }
  const fetched = new Map<string, Digest | string>();
  await workThrough(versions.entries(), 16, async ([key, ofKey]) => {
    fetched.set(key, await fetchDigest(bucket, pack, ofKey, keys));
  });
  const fetch = async (key: string) => fetched.get(key) ?? 'it is not there';
  const span = { fromMs: window.fromMs, toMs: window.toMs };
  const chain = await walkChain(listed, span, fetch);
  // Backfills are signed one by one and fill hours that the chain already counts.
  for (const backfill of backfills) {
    const digest = await fetch(backfill.key);
    if (typeof digest !== 'string') chain.digests.push(digest);
    else
      chain.findings.push({ problem: 'invalid digest', fromMs: backfill.endMs, toMs: backfill.endMs, detail: digest });
  }
  return { ...chain, objects: count };
}

/** The newest version that verifies; when a digest was overwritten the older version still speaks. */
async function fetchDigest(
  bucket: LogBucket,
  pack: PackSet,
  versions: ListedObject[],
  keys: ReadonlyMap<string, KeyObject>,
): Promise<Digest | string> {
  let problem = 'it is not there';
  let best: Digest | null = null;
  for (const object of [...versions].reverse()) {
    const fetched = await fetchObject(bucket, pack, object, { bytes: true }).catch((thrown: unknown) => {
      // Gone since the listing is a finding. Everything else, a cut line above all, is no statement about the digest.
      if (thrown instanceof AppError && thrown.code === 'cloud.not_found') return null;
      throw thrown;
    });
    const digest = fetched ? verdictOf(bucket, object, fetched, keys) : 'it is not there';
    if (typeof digest === 'string') problem = digest;
    else best ??= digest;
  }
  return best ?? problem;
}

function verdictOf(
  bucket: LogBucket,
  object: ListedObject,
  { bytes, metadata }: FetchedObject,
  keys: ReadonlyMap<string, KeyObject>,
): Digest | string {
  let body: Buffer;
  try {
    body = gunzipSync(bytes ?? Buffer.alloc(0), { maxOutputLength: maxDigestBytes });
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : 'not readable';
  }
  const algorithm = metadata['signature-algorithm'] ?? '';
  return verifyDigest(
    { bucket: bucket.name, key: object.key, body, signature: metadata.signature ?? '', algorithm },
    keys,
  );
}
