import { outcomes, providers, timeMeanings, timePrecisions } from '@virga/domain';
import type { FieldKind, TimelineField } from '../store.ts';

/** What a field of the query language is. `values` is the closed list of its words, where it has one. */
export interface FieldDefinition extends TimelineField {
  values?: readonly string[];
}

function field(kind: FieldKind, name: string, meaning: string, hasFacet = false): FieldDefinition {
  return { name, kind, meaning, hasFacet };
}

const definitions: FieldDefinition[] = [
  field('time', 'time', 'When it happened, UTC'),
  field('text', 'timePrecision', 'How fine the log wrote its time', true),
  field('text', 'timeRaw', 'The time as the log wrote it'),
  field('text', 'timeMeaning', 'What the time says: Event, Modified, Created and so on', true),
  field('severity', 'severity', 'Worst severity of the rules that matched', true),
  field('text', 'source', 'The format the row came from, for example aws/cloudtrail', true),
  field('text', 'provider', 'aws, azure, gcp, kubernetes or host', true),
  field('text', 'account', 'Account, subscription or project where the log was written', true),
  field('text', 'region', 'Region', true),
  field('text', 'service', 'Service, for example iam.amazonaws.com', true),
  field('text', 'action', 'The action as the log names it', true),
  field('text', 'outcome', 'success, failure, denied, started or unknown', true),
  field('text', 'errorCode', 'Error code', true),
  field('text', 'actor', 'The principal as the log names it', true),
  field('text', 'actorType', 'Kind of principal', true),
  field('text', 'actorAccount', 'Where the principal lives', true),
  field('text', 'credential', 'Access key or token id', true),
  field('text', 'session', 'Session name or source identity', true),
  field('list', 'correlation', 'Request, shared event, correlation, operation and trace ids'),
  field('ip', 'ip', 'Source or destination address'),
  field('ip', 'sourceIp', 'Source address', true),
  field('number', 'sourcePort', 'Source port', true),
  field('ip', 'destinationIp', 'Destination address', true),
  field('number', 'destinationPort', 'Destination port', true),
  field('text', 'protocol', 'Network protocol', true),
  field('number', 'bytesIn', 'Bytes received'),
  field('number', 'bytesOut', 'Bytes sent'),
  field('number', 'packets', 'Packets'),
  field('text', 'userAgent', 'User agent', true),
  field('text', 'host', 'Host', true),
  field('text', 'target', 'The resource acted on', true),
  field('list', 'targets', 'All resources acted on', true),
  field('text', 'message', 'The sentence that tells the event'),
  field('list', 'rule', 'Id of a detection rule that matched', true),
  field('list', 'technique', 'ATT&CK technique; a technique includes its sub-techniques', true),
  field('list', 'tactic', 'ATT&CK tactic', true),
  field('list', 'tag', 'A tag someone gave', true),
  field('text', 'verdict', 'bad, suspicious or good', true),
  field('text', 'comment', 'Text inside a comment'),
  field('flag', 'starred', 'Starred'),
  field('flag', 'hidden', 'Hidden by an analyst'),
  field('flag', 'inReport', 'Added to the report'),
  field('flag', 'own', "Made by Virga's own collection"),
  field('flag', 'conflicting', 'Another record has the same uid and other content'),
  field('text', 'evidence', 'Evidence item, as E-12 or by its id'),
  field('text', 'object', 'Object inside the evidence item'),
  field('number', 'recordOffset', 'Offset of the raw record in the decoded object'),
  field('number', 'recordLength', 'Length of the raw record'),
  field('text', 'parser', 'Parser and its version', true),
  field('text', 'uid', "The event's own id as its vendor makes it unique"),
  field('text', 'contentHash', 'SHA-256 of the canonical record'),
  field('text', 'id', 'Id of the row'),
  field('attribute', 'attributes', 'Everything else, as attributes.key.key'),
];

/** Fields whose words are a closed list: any other word is an error, not an empty table. */
const closedLists: Record<string, readonly string[]> = {
  timePrecision: timePrecisions,
  timeMeaning: timeMeanings,
  provider: providers,
  outcome: outcomes,
  verdict: ['bad', 'suspicious', 'good'],
};

export const fieldDefinitions: readonly FieldDefinition[] = definitions.map((definition) => {
  const values = closedLists[definition.name];
  return values ? { ...definition, values } : definition;
});

const otherSpellings: Record<string, string> = {
  tags: 'tag',
  comments: 'comment',
  detections: 'rule',
  techniques: 'technique',
  tactics: 'tactic',
  evidenceid: 'evidence',
};

const byLowerName = new Map(fieldDefinitions.map((definition) => [definition.name.toLowerCase(), definition]));

/** The field of this name in any case, or undefined. */
export function fieldNamed(name: string): FieldDefinition | undefined {
  const lower = name.toLowerCase();
  return byLowerName.get(otherSpellings[lower] ?? lower);
}

/** Vendors' names for our columns: an analyst who types one is told ours. */
const vendorNames: Record<string, string> = {
  eventname: 'action',
  operationname: 'action',
  methodname: 'action',
  verb: 'action',
  eventsource: 'service',
  servicename: 'service',
  awsregion: 'region',
  eventtime: 'time',
  timestamp: 'time',
  datetime: 'time',
  sourceipaddress: 'sourceIp',
  srcip: 'sourceIp',
  dstip: 'destinationIp',
  dstport: 'destinationPort',
  srcport: 'sourcePort',
  user: 'actor',
  username: 'actor',
  useridentity: 'actor',
  principal: 'actor',
  accesskeyid: 'credential',
  requestid: 'correlation',
  eventid: 'uid',
  hostname: 'host',
  resource: 'target',
  level: 'severity',
  status: 'outcome',
};

/** The field probably meant by a name that is none; undefined when nothing is near. */
export function fieldMeantBy(name: string): string | undefined {
  const lower = name.toLowerCase().replaceAll('_', '');
  const known = vendorNames[lower] ?? fieldNamed(lower)?.name;
  if (known) return known;
  const allowed = lower.length >= 6 ? 2 : 1;
  let best: string | undefined;
  let bestDistance = allowed + 1;
  for (const definition of fieldDefinitions) {
    const distance = editDistance(lower, definition.name.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [definition.name, distance];
  }
  return best;
}

/** Levenshtein distance; names are short. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_unused, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(swap, previous[j]! + 1, row[j - 1]! + 1));
    }
    previous = row;
  }
  return previous[b.length]!;
}
