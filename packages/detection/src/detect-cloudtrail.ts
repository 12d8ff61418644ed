import type { DetectionMatch, JsonValue } from '@virga/domain';
import { type CloudTrailFacts, readFacts } from './cloudtrail-facts.ts';
import { cloudTrailRules } from './cloudtrail-rules.ts';

/**
 * Virga's own rules over one parsed CloudTrail record (as the format parser hands it out). Pure; the caller merges the matches
 * into the row and takes the worst severity. A match is a reason to look, not a verdict.
 */
export function detectCloudTrail(record: Record<string, JsonValue>): DetectionMatch[] {
  const action = typeof record.eventName === 'string' ? record.eventName : '';
  const candidates = [...(rulesByAction.get(action) ?? []), ...rulesForAll];
  if (candidates.length === 0) return [];
  const facts: CloudTrailFacts = readFacts(record);
  const matches: DetectionMatch[] = [];
  for (const rule of candidates) {
    if (rule.service !== undefined && rule.service !== facts.service) continue;
    if (facts.isFailed && !rule.alsoFailed) continue;
    if (rule.when && !rule.when(facts)) continue;
    const { ruleId, title, severity, techniques, tactics } = rule;
    matches.push({ ruleId, title, severity, techniques: [...techniques], tactics: [...tactics] });
  }
  return matches;
}

const rulesForAll = cloudTrailRules.filter(({ actions }) => actions === 'any');
const rulesByAction = new Map<string, (typeof cloudTrailRules)[number][]>();
for (const rule of cloudTrailRules)
  if (rule.actions !== 'any')
    for (const action of rule.actions.split(' '))
      rulesByAction.set(action, [...(rulesByAction.get(action) ?? []), rule]);
