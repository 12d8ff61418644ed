import type { JsonValue } from '@virga/domain';
import type { PermissionNeed } from '@virga/source-kit';

export interface Statement {
  Effect: 'Allow';
  Action: string[];
  Resource: JsonValue;
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** One statement per resource and condition, in a stable order. `resourceOf` turns a need's pattern into policy text. */
export function statementsOf(
  needs: readonly PermissionNeed[],
  resourceOf: (pattern: string) => JsonValue,
): Statement[] {
  const groups = new Map<string, Statement>();
  for (const need of needs) {
    const Resource = resourceOf(need.resource ?? '*');
    const key = JSON.stringify([Resource, need.condition ?? null]);
    const existing = groups.get(key);
    if (existing) {
      if (!existing.Action.includes(need.action)) existing.Action.push(need.action);
      continue;
    }
    const Condition = need.condition ? { Condition: need.condition } : {};
    groups.set(key, { Effect: 'Allow', Action: [need.action], Resource, ...Condition });
  }
  return [...groups.values()];
}
