import type { Severity } from '@virga/domain';
import type { CloudTrailFacts } from '../cloudtrail-facts.ts';

export interface CloudTrailRule {
  ruleId: string;
  title: string;
  severity: Severity;
  /** ATT&CK for Enterprise (cloud): https://attack.mitre.org/matrices/enterprise/cloud/ */
  techniques: readonly string[];
  tactics: readonly string[];
  /** Event names, separated by spaces; `any` for all. */
  actions: string;
  service?: string;
  /** True when an attempt that failed or was denied also counts. */
  alsoFailed?: boolean;
  when?: (facts: CloudTrailFacts) => boolean;
}

/** Compact on purpose: one row is one rule; the condition functions say the rest. */
export type RuleRow = [
  id: string,
  title: string,
  severity: Severity,
  technique: string,
  tactic: string,
  actions: string,
  rest?: Pick<CloudTrailRule, 'service' | 'alsoFailed' | 'when'>,
];
