/** Stands in a resource pattern for a parameter of the CloudFormation template (Fn::Sub). */
export function templateParameter(name: 'LogBucketArn' | 'EvidenceKeyArn'): string {
  return `$\{${name}}`;
}
