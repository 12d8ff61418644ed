export { cloudTrailRules } from './cloudtrail-rules.ts';
export * from './detect-cloudtrail.ts';
export type { CloudTrailRule } from './rules/rule-row.ts';
export { type Masked, maskSecrets, maskSecretsIn } from './secrets/mask-secrets.ts';
