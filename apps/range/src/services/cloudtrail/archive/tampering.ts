/** What an attacker with rights on the log bucket could have done to it: asked for by tests, seen by validation. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { type ArchiveObject, archiveObject } from './archive-object.ts';

export type Tampering = 'altered-log' | 'missing-log' | 'missing-digest';

/** Which object of a list was hit: the key, and what stands there now (nothing when it is missing). */
export interface TamperedObject {
  kind: Tampering;
  key: string;
}

/** An object of the kind in question, away from both ends of the list, so that its neighbours are still there. */
export function chooseVictim(kind: Tampering, objects: readonly ArchiveObject[]): TamperedObject | undefined {
  const victim = objects[Math.floor(objects.length / 2)];
  return victim && { kind, key: victim.key };
}

/** The list as it looks after the tampering. */
export function applyTampering(objects: readonly ArchiveObject[], hits: readonly TamperedObject[]): ArchiveObject[] {
  return objects.flatMap((object) => {
    const hit = hits.find((candidate) => candidate.key === object.key);
    if (!hit) return [object];
    return hit.kind === 'altered-log' ? [alter(object)] : [];
  });
}

/** The same file with another source address in it: still readable, no longer what was delivered. */
function alter(object: ArchiveObject): ArchiveObject {
  const text = gunzipSync(object.body)
    .toString()
    .replace(/"sourceIPAddress":"[^"]*"/, '"sourceIPAddress":"192.0.2.1"');
  const changed = text.replace(/"userAgent":"[^"]*"/, '"userAgent":"aws-cli/2.31.18"');
  return archiveObject(object.key, object.lastModifiedAtMs, gzipSync(changed), object.metadata);
}
