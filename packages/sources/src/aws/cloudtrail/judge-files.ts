import type { Chain } from './digest-chain.ts';
import type { ListedObject } from './list-versions.ts';

/** What the digests say about one delivered file (acquisition.md, 2.6). */
export type FileState = 'valid' | 'invalid hash' | 'missing' | 'not covered';

export interface FileVerdict {
  key: string;
  versionId: string | null;
  state: FileState;
  /** Why, when not valid. */
  detail: string;
}

export interface FetchedHash {
  object: ListedObject;
  sha256: string | null;
  problem: string | null;
}

/**
 * Compares what was fetched with what valid digests state. A key overwritten later is valid through the version that
 * has the stated hash; the other versions are altered ones. Files named and not there are missing.
 */
export function judgeFiles(
  fetched: readonly FetchedHash[],
  chain: Chain,
  isInWindow: (key: string) => boolean,
): FileVerdict[] {
  const stated = new Map<string, string>();
  for (const digest of chain.digests) for (const file of digest.files) stated.set(file.key, file.sha256);
  const verdicts: FileVerdict[] = fetched.map(({ object, sha256, problem }) => {
    const { key, versionId } = object;
    const expected = stated.get(key);
    if (expected === undefined)
      return { key, versionId, state: 'not covered', detail: 'No valid digest names this file.' };
    if (sha256 === expected) return { key, versionId, state: 'valid', detail: '' };
    const detail = problem ?? `The digest states SHA-256 ${expected}, the file has ${sha256}.`;
    return { key, versionId, state: 'invalid hash', detail };
  });
  const present = new Set(fetched.map(({ object }) => object.key));
  for (const key of stated.keys())
    if (!present.has(key) && isInWindow(key))
      verdicts.push({
        key,
        versionId: null,
        state: 'missing',
        detail: 'A digest names this file and it is not in the bucket.',
      });
  return verdicts;
}
