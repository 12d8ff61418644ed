/** Denies everything, whatever else allows it: an explicit deny wins (IAM policy evaluation logic). */
export const denyAllPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
});

/** Refuses sessions issued before this moment; the time is UTC, whole seconds (condition key aws:TokenIssueTime). */
export function revokeBefore(micros: bigint): string {
  const issuedBefore = `${new Date(Number(micros / 1000n)).toISOString().slice(0, 19)}Z`;
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { DateLessThan: { 'aws:TokenIssueTime': issuedBefore } },
      },
    ],
  });
}
