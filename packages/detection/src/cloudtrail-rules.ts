import { hideTracesRules } from './rules/hide-traces.ts';
import { holdAccessRules } from './rules/hold-access.ts';
import type { CloudTrailRule } from './rules/rule-row.ts';
import { takeAndDamageRules } from './rules/take-and-damage.ts';

/** Every rule over CloudTrail records. */
export const cloudTrailRules: readonly CloudTrailRule[] = [
  ...hideTracesRules,
  ...holdAccessRules,
  ...takeAndDamageRules,
].map(([id, title, severity, technique, tactic, actions, rest]) => ({
  ruleId: `virga-aws-${id}`,
  title,
  severity,
  techniques: [technique],
  tactics: [tactic],
  actions,
  ...rest,
}));
