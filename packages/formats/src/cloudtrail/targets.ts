import type { JsonValue } from '@virga/domain';
import type { JsonObject } from '../stream/parsed-record.ts';
import { isObject, memberArray, memberObject, memberText, textOf } from './read-fields.ts';
import { createdResources, targetLists, targetParameters } from './target-names.ts';

const maxTargets = 200;
const ranks = new Map(targetParameters.map((name, rank) => [name, rank]));
const lists = new Map(targetLists);

/** Everything the record says was acted on: requestParameters first, then resources[], then what the call created. */
export function readTargets(record: JsonObject): string[] {
  const found = new Set<string>();
  const request = memberObject(record, 'requestParameters');
  if (request !== null) fromRequest(request, found);
  for (const resource of memberArray(record, 'resources')) {
    if (!isObject(resource)) continue;
    const name = memberText(resource, 'ARN') ?? memberText(resource, 'arn') ?? memberText(resource, 'resourceName');
    add(found, name);
  }
  const response = memberObject(record, 'responseElements');
  if (response !== null) fromResponse(response, found);
  return [...found];
}

function fromRequest(request: JsonObject, found: Set<string>): void {
  const bucket = memberText(request, 'bucketName') ?? memberText(request, 'bucket');
  if (bucket !== null && !bucket.startsWith('arn:')) {
    const key = memberText(request, 'key');
    add(found, key === null ? `arn:aws:s3:::${bucket}` : `arn:aws:s3:::${bucket}/${key}`);
  } else add(found, bucket);
  const named: { rank: number; value: JsonValue }[] = [];
  for (const key of Object.keys(request)) {
    const rank = ranks.get(key);
    const list = lists.get(key);
    if (rank !== undefined) named.push({ rank, value: request[key]! });
    else if (list !== undefined)
      for (const item of memberArray(memberObject(request, key), 'items'))
        if (isObject(item)) add(found, memberText(item, list));
  }
  if (named.length > 1) named.sort((a, b) => a.rank - b.rank);
  for (const { value } of named) for (const item of Array.isArray(value) ? value : [value]) add(found, textOf(item));
}

function fromResponse(response: JsonObject, found: Set<string>): void {
  for (const path of createdResources) {
    const value = path.reduce<JsonValue | undefined>((at, key) => (isObject(at) ? at[key] : undefined), response);
    add(found, textOf(value));
  }
  for (const item of memberArray(memberObject(response, 'instancesSet'), 'items'))
    if (isObject(item)) add(found, memberText(item, 'instanceId'));
}

function add(found: Set<string>, name: string | null): void {
  if (name !== null && found.size < maxTargets) found.add(name);
}
