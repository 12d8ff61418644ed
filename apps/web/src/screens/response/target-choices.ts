import type { z } from 'zod';
import type { inventoryItem } from '../../contract/scope-fields.ts';
import type { CatalogAction } from './action-types.ts';

type Item = z.output<typeof inventoryItem>;

/** Which parameter of an action is its target, and which its region: the form asks for them once, by name. */
export function targetParameter(action: CatalogAction): string {
  return 'instanceId' in propertiesOf(action) ? 'instanceId' : 'name';
}

export function hasParameter(action: CatalogAction, name: string): boolean {
  return name in propertiesOf(action);
}

function propertiesOf(action: CatalogAction): Record<string, unknown> {
  return (action.parameters['properties'] ?? {}) as Record<string, unknown>;
}

export interface TargetChoice {
  value: string;
  label: string;
  accountId: string;
  region: string;
  kind: string;
}

/** Live things the action can take, those of the chosen account first; principals go by their name, all else by its id. */
export function targetChoices(items: readonly Item[], action: CatalogAction, accountId: string): TargetChoice[] {
  const seen = new Set<string>();
  return items
    .filter((item) => action.targets.includes(item.kind))
    .sort((a, b) => Number(b.accountId === accountId) - Number(a.accountId === accountId))
    .map((item) => ({
      value: isPrincipal(item.kind) ? item.name : item.resourceId,
      label: `${item.kind} ${isPrincipal(item.kind) ? item.name : `${item.name} ${item.resourceId}`} ${item.region} ${item.externalAccountId}`,
      accountId: item.accountId,
      region: item.region,
      kind: item.kind,
    }))
    .filter((choice) => !seen.has(choice.value) && seen.add(choice.value));
}

/** Access keys of a user that the inventory knows. */
export function keysOf(items: readonly Item[], accountId: string, user: string): string[] {
  return items
    .filter((item) => item.accountId === accountId && item.kind === 'key' && item.attributes['user'] === user)
    .map((item) => item.resourceId);
}

export interface ReadTarget {
  target: string;
  principalType: 'role' | 'user' | null;
  /** AWS account id that the ARN names. */
  externalAccountId: string | null;
}

/** The name at the end of a principal's ARN, with its kind and account; any other text stays as it is. */
export function readTarget(text: string): ReadTarget {
  const match = /^arn:aws[a-z-]*:iam::(\d{12}):(role|user)\/(?:.*\/)?([^/]+)$/.exec(text.trim());
  if (!match) return { target: text.trim(), principalType: null, externalAccountId: null };
  return {
    target: match[3] ?? '',
    principalType: match[2] === 'role' ? 'role' : 'user',
    externalAccountId: match[1] ?? null,
  };
}

function isPrincipal(kind: string): boolean {
  return kind === 'role' || kind === 'user';
}
