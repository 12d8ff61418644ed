import { type Severity, severities } from '@virga/domain';

/** Findings by their own level, then by how many events they matched. */
export function worstFirst<Finding extends { severity: Severity; events: string }>(
  found: readonly Finding[],
): Finding[] {
  const rank = (finding: Finding) => severities.indexOf(finding.severity);
  return [...found].sort((a, b) => rank(a) - rank(b) || (BigInt(a.events) < BigInt(b.events) ? 1 : -1));
}
