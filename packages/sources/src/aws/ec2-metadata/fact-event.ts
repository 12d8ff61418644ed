import { type JsonValue, parseTime, storableText, type TimelineEvent } from '@virga/domain';
import { eventId, sha256Hex } from '@virga/domain/ids';
import type { ParsedEvent } from '@virga/source-kit';
import type { DatedFact } from './dated-facts.ts';

export interface FactPlace {
  evidenceId: string;
  /** Key of the document in its pack. */
  object: string;
  length: number;
  account: string | null;
  region: string | null;
  service: string;
  operation: string;
}

/** Timeline row of one dated fact; null when its time cannot be read. The record is the whole document. */
export function factEvent(fact: DatedFact, place: FactPlace, parser: string): ParsedEvent | null {
  const time = parseTime(fact.time);
  if (!time) return null;
  const identity = { evidenceId: place.evidenceId, path: [place.object], locator: fact.path, index: 0 };
  const attributes: Record<string, JsonValue> = { operation: place.operation, member: fact.member, path: fact.path };
  const event: TimelineEvent = {
    ...emptyColumns,
    id: eventId(identity),
    timeMicros: time.micros,
    timePrecision: time.precision,
    timeRaw: time.raw,
    timeMeaning: fact.meaning,
    source: 'aws/ec2-metadata',
    provider: 'aws',
    account: place.account,
    region: place.region,
    service: place.service,
    action: fact.member,
    outcome: 'success',
    target: fact.target === '' ? null : fact.target,
    targets: fact.target === '' ? [] : [fact.target],
    message: storableText(fact.message),
    severity: 'info',
    uid: `${place.object}${fact.path}`,
    contentHash: sha256Hex(`${fact.time}\n${fact.target}\n${fact.message}`),
    attributes,
    record: { evidenceId: place.evidenceId, object: place.object, offset: 0, length: place.length },
    parser,
  };
  return { event, rawText: [fact.target, storableText(fact.message), fact.time].filter((text) => text !== '') };
}

const emptyColumns = {
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
  host: null,
  detections: [],
  own: false,
};
