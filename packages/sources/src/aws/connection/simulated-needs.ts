import type { PermissionNeed } from '@virga/source-kit';
import { templateParameter } from '../template-parameter.ts';

/** A need together with whose it is: a source's id, an action's id, or `platform`. */
export interface OwnedNeed {
  ownerId: string;
  need: PermissionNeed;
}

export interface Simulation {
  needs: OwnedNeed[];
  actions: string[];
  resourceArns: string[];
  context: { key: string; value: string }[];
}

export interface SampleFacts {
  account: string;
  region: string;
  /** Names of buckets that trails deliver to. */
  logBuckets: readonly string[];
}

const actionsPerCall = 50;

/**
 * Groups needs so that each group is asked in one SimulatePrincipalPolicy: same resource, same condition. `unknown` are
 * those whose resource only the template's parameters know.
 */
export function simulations(
  needs: readonly OwnedNeed[],
  facts: SampleFacts,
): { groups: Simulation[]; unknown: OwnedNeed[] } {
  const groups = new Map<string, Simulation>();
  const unknown: OwnedNeed[] = [];
  for (const owned of needs) {
    const { need } = owned;
    const resourceArns = sampleResources(need.resource, facts);
    if (resourceArns === null) {
      unknown.push(owned);
      continue;
    }
    const context = sampleContext(need.condition);
    let key = JSON.stringify([resourceArns, context]);
    while ((groups.get(key)?.actions.length ?? 0) >= actionsPerCall) key += '+';
    const group = groups.get(key) ?? { needs: [], actions: [], resourceArns, context };
    group.needs.push(owned);
    if (!group.actions.includes(need.action)) group.actions.push(need.action);
    groups.set(key, group);
  }
  return { groups: [...groups.values()], unknown };
}

function sampleResources(pattern: string | undefined, facts: SampleFacts): string[] | null {
  if (pattern === undefined || pattern === '*') return ['*'];
  const bucketArn = templateParameter('LogBucketArn');
  if (pattern.startsWith(bucketArn)) {
    const rest = pattern.slice(bucketArn.length).replace('*', 'AWSLogs/sample');
    return facts.logBuckets.length === 0 ? null : facts.logBuckets.map((name) => `arn:aws:s3:::${name}${rest}`);
  }
  if (pattern.includes('${')) return null;
  const parts = pattern.split(':').map((part, at) => (part === '*' ? (at === 3 ? facts.region : facts.account) : part));
  return [parts.join(':').replaceAll('*', 'sample')];
}

/** Values that make a condition hold, as the real call would bring them. */
function sampleContext(condition: PermissionNeed['condition']): { key: string; value: string }[] {
  return Object.entries(condition ?? {}).flatMap(([operator, tests]) =>
    Object.entries(tests).map(([key, expected]) => {
      const first = Array.isArray(expected) ? (expected[0] ?? '') : expected;
      return { key, value: operator === 'Null' ? 'sample' : first };
    }),
  );
}
