import { storableText, type TimelineEvent, type TimeMeaning } from '@virga/domain';
import { eventId, sha256Hex } from '@virga/domain/ids';
import type { InodeLocation } from '../ext/inode-location.ts';
import type { BodyLine } from './body-line.ts';
import type { Volume } from './find-volumes.ts';

export const diskParserId = 'disk/filesystem@2';

export interface FileEventContext {
  evidenceId: string;
  host: string | null;
  account: string | null;
  region: string | null;
  volume: Volume;
  fileSystem: string;
  locate: InodeLocation | null;
}

const times = [
  { key: 'modified', meaning: 'Modified', action: 'file modified', verb: 'modified' },
  { key: 'accessed', meaning: 'Accessed', action: 'file accessed', verb: 'accessed' },
  { key: 'changed', meaning: 'Changed', action: 'file metadata changed', verb: 'had its metadata changed' },
  { key: 'created', meaning: 'Created', action: 'file created', verb: 'created' },
] as const satisfies readonly { key: keyof BodyLine; meaning: TimeMeaning; action: string; verb: string }[];

/** Up to four events of one file, one per MACB time; a time of 0 means that the file system does not keep it. */
export function fileEvents(line: BodyLine, context: FileEventContext): TimelineEvent[] {
  return times.flatMap((time, index) => {
    const seconds = line[time.key];
    return seconds === 0 ? [] : [fileEvent(line, context, { ...time, seconds, index })];
  });
}

interface FileTime {
  meaning: TimeMeaning;
  action: string;
  verb: string;
  seconds: number;
  index: number;
}

function fileEvent(line: BodyLine, context: FileEventContext, time: FileTime): TimelineEvent {
  const { evidenceId, volume } = context;
  const path = storableText(line.name);
  const place = context.locate?.(Number.parseInt(line.inode, 10)) ?? null;
  const locator = `${volume.offsetBytes} ${line.inode} ${line.isDeleted ? 'deleted ' : ''}${line.name}`;
  return {
    id: eventId({ evidenceId, path: ['image.raw'], locator, index: time.index }),
    timeMicros: BigInt(time.seconds) * 1_000_000n,
    timePrecision: 'second',
    timeRaw: String(time.seconds),
    timeMeaning: time.meaning,
    source: 'disk/file',
    provider: 'host',
    account: context.account,
    region: context.region,
    service: context.fileSystem,
    action: time.action,
    outcome: 'success',
    errorCode: null,
    actor: null,
    actorType: null,
    actorAccount: null,
    credential: null,
    session: null,
    correlation: [],
    sourceIp: null,
    sourcePort: null,
    destinationIp: null,
    destinationPort: null,
    protocol: null,
    bytesIn: null,
    bytesOut: null,
    packets: null,
    userAgent: null,
    host: context.host,
    target: path,
    targets: line.linkTarget === null ? [path] : [path, storableText(line.linkTarget)],
    message: `${path} ${time.verb}${line.isDeleted ? ' (deleted file)' : ''}`,
    severity: 'info',
    detections: [],
    // No file system gives its times an id. The image belongs to it: inode 11 of every ext4 volume is /lost+found.
    uid: sha256Hex(`${evidenceId} ${locator} ${time.meaning} ${time.seconds}`).slice(0, 32),
    contentHash: sha256Hex(JSON.stringify([locator, line, time.meaning])),
    own: false,
    attributes: {
      inode: line.inode,
      mode: line.mode,
      uid: line.uid,
      gid: line.gid,
      sizeBytes: line.sizeBytes,
      isDeleted: line.isDeleted,
      volume: volume.index,
      ...(line.linkTarget === null ? {} : { linkTarget: storableText(line.linkTarget) }),
    },
    record: {
      evidenceId,
      object: 'image.raw',
      offset: place?.offset ?? volume.offsetBytes,
      length: place?.length ?? 0,
    },
    parser: diskParserId,
  };
}
