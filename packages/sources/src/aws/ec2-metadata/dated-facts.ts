import type { JsonValue, TimeMeaning } from '@virga/domain';
import { consoleFacts } from './console-lines.ts';

/** Something in a document that happened at a written time. */
export interface DatedFact {
  time: string;
  meaning: TimeMeaning;
  /** As EC2 or IAM calls the member: `LaunchTime`. */
  member: string;
  target: string;
  message: string;
  /** Member path inside the document: makes the row's identity. */
  path: string;
}

type JsonObject = { [key: string]: JsonValue };

interface Rule {
  meaning: TimeMeaning;
  /** What happened, before the target's name. */
  says: string;
  /** Member that names the target, searched in the same object and then in those around it. */
  target: string;
}

/** Members that hold a time and say what happened then. Others (report times, expiries) are not events. */
const rules: Record<string, Rule> = {
  LaunchTime: { meaning: 'Started', says: 'Instance launched', target: 'InstanceId' },
  AttachTime: { meaning: 'Event', says: 'Attached to the instance', target: 'VolumeId' },
  CreateTime: { meaning: 'Created', says: 'Volume created', target: 'VolumeId' },
  StartTime: { meaning: 'Created', says: 'Snapshot taken', target: 'SnapshotId' },
  CreationDate: { meaning: 'Created', says: 'Image created', target: 'ImageId' },
  CreateDate: { meaning: 'Created', says: 'Created in IAM', target: 'Arn' },
  UpdateDate: { meaning: 'Modified', says: 'Policy changed', target: 'Arn' },
  LastUsedDate: { meaning: 'Event', says: 'Role last used', target: 'Arn' },
  LastPingDateTime: { meaning: 'Event', says: 'Last heard of by Systems Manager', target: 'InstanceId' },
};

/** Every dated fact of one document; the console has its own reader. */
export function datedFacts(operation: string, output: JsonObject): DatedFact[] {
  if (operation === 'GetConsoleOutput') return consoleFacts(output);
  const facts: DatedFact[] = [];
  walk(output, '', [], facts);
  return facts;
}

function walk(value: JsonValue, path: string, around: JsonObject[], facts: DatedFact[]): void {
  if (Array.isArray(value)) {
    for (const [at, entry] of value.entries()) walk(entry, `${path}/${at}`, around, facts);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  const chain = [value, ...around];
  for (const [member, inner] of Object.entries(value)) {
    const here = `${path}/${member}`;
    const rule = rules[member];
    if (rule && typeof inner === 'string') {
      const target = targetOf(rule, chain);
      const message = target === '' ? rule.says : `${rule.says}: ${target}`;
      facts.push({ time: inner, meaning: rule.meaning, member, target, message, path: here });
    } else walk(inner, here, chain, facts);
  }
}

function targetOf(rule: Rule, chain: JsonObject[]): string {
  for (const name of [
    rule.target,
    'VolumeId',
    'NetworkInterfaceId',
    'AttachmentId',
    'InstanceId',
    'PolicyName',
    'RoleName',
  ])
    for (const object of chain) if (typeof object[name] === 'string') return object[name];
  return '';
}
