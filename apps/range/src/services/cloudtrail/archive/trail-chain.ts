/** One trail's objects for one account and region: files and digests, made when they are first looked at. */
import type { StagedEvent } from '../../../estate/trail-record.ts';
import type { ArchiveObject } from './archive-object.ts';
import { type ChainPlace, chainPrefix } from './chain-place.ts';
import { createDigestWriter } from './digests.ts';
import { createLogFileWriter, type LogFile } from './log-files.ts';
import { applyTampering, chooseVictim, type TamperedObject, type Tampering } from './tampering.ts';

/** By then the first digest of a chain stands. */
const DIGEST_AFTER_MS = 2 * 3_600_000;

/** A run of keys that share a prefix; a listing asks only for the ones it reaches. */
export interface ArchiveSegment {
  prefix: string;
  /** Cheap: says it without making digests. */
  isEmpty(untilMs: number): boolean;
  /** Delivered by `untilMs`, in the order of their keys. */
  objects(untilMs: number): ArchiveObject[];
}

export interface TrailChain {
  place: ChainPlace;
  segments: ArchiveSegment[];
  files(untilMs: number): readonly LogFile[];
  /** Tampers with one object of what was delivered by `untilMs` and says which. */
  tamper(kind: Tampering, untilMs: number): TamperedObject | undefined;
}

export function createTrailChain(place: ChainPlace, events: () => readonly StagedEvent[]): TrailChain {
  const fileWriter = createLogFileWriter(place);
  const digestWriter = createDigestWriter(place);
  const files: LogFile[] = [];
  const digests: ArchiveObject[] = [];
  const hits: TamperedObject[] = [];
  const filesUntil = (untilMs: number): LogFile[] => {
    const byKey = (a: LogFile, b: LogFile): number => (a.object.key < b.object.key ? -1 : 1);
    const fresh = fileWriter.advance(events(), untilMs);
    if (fresh.length > 0) files.push(...fresh.sort(byKey));
    return files;
  };
  const logObjects = (untilMs: number): ArchiveObject[] => filesUntil(untilMs).map((file) => file.object);
  const digestObjects = (untilMs: number): ArchiveObject[] => {
    digests.push(...digestWriter.advance(filesUntil(untilMs), untilMs));
    return digests;
  };
  const segment = (
    kind: 'CloudTrail' | 'CloudTrail-Digest',
    list: (untilMs: number) => ArchiveObject[],
  ): ArchiveSegment => ({
    prefix: chainPrefix(place, kind),
    isEmpty: (untilMs) =>
      kind === 'CloudTrail' ? filesUntil(untilMs).length === 0 : untilMs - place.firstMs < DIGEST_AFTER_MS,
    objects: (untilMs) => (hits.length > 0 ? applyTampering(list(untilMs), hits) : list(untilMs)),
  });
  return {
    place,
    segments: [segment('CloudTrail-Digest', digestObjects), segment('CloudTrail', logObjects)],
    files: filesUntil,
    tamper: (kind, untilMs) => {
      const hit = chooseVictim(kind, kind === 'missing-digest' ? digestObjects(untilMs) : logObjects(untilMs));
      if (hit) hits.push(hit);
      return hit;
    },
  };
}
