export { cloudTrailRules } from './cloudtrail-rules.ts';
export * from './detect-cloudtrail.ts';
export type { CloudTrailRule } from './rules/rule-row.ts';
