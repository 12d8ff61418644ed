import type { AuthorizationRequest, Params, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { ec2Arn } from './region-state.ts';

/** Tags that a creating call wants on resources of one type (`TagSpecification.N`). */
export function tagsFor(call: RangeCall, resourceType: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const entry of (call.params.TagSpecification ?? []) as Params[]) {
    if (entry.ResourceType !== resourceType) continue;
    for (const tag of (entry.Tag ?? []) as Params[]) out[checkedKey(tag)] = String(tag.Value ?? '');
  }
  return out;
}

/** `Tag.N` of CreateTags and DeleteTags. */
export function tagList(call: RangeCall): { key: string; value?: string }[] {
  return ((call.params.Tag ?? []) as Params[]).map((tag) => ({
    key: checkedKey(tag),
    ...(tag.Value === undefined ? {} : { value: String(tag.Value) }),
  }));
}

function checkedKey(tag: Params): string {
  const key = String(tag.Key ?? '');
  if (key === '' || key.length > 128)
    throw new ServiceError('InvalidParameterValue', 400, 'Tag keys must be between 1 and 128 characters');
  if (key.toLowerCase().startsWith('aws:')) {
    throw new ServiceError('InvalidParameterValue', 400, "Tag keys starting with 'aws:' are reserved for internal use");
  }
  return key;
}

/** aws:RequestTag/k and aws:TagKeys. */
export function tagContext(tags: Record<string, string>): Record<string, string | string[]> {
  const keys = Object.keys(tags);
  if (keys.length === 0) return {};
  return { 'aws:TagKeys': keys, ...Object.fromEntries(keys.map((key) => [`aws:RequestTag/${key}`, tags[key] ?? ''])) };
}

/** Tagging on creation asks for ec2:CreateTags with ec2:CreateAction (EC2 user guide, "Grant permission to tag resources during creation"). */
export function tagOnCreate(call: RangeCall, type: string, tags: Record<string, string>): AuthorizationRequest[] {
  if (Object.keys(tags).length === 0) return [];
  const context = { 'ec2:CreateAction': call.operation, ...tagContext(tags) };
  return [{ action: 'ec2:CreateTags', resource: ec2Arn(call, type, '*'), context }];
}
