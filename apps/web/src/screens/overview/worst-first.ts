import { type Severity, severities } from '@virga/domain';

/** Worst severity first, then the earliest: how the incident went, at its loudest. */
export function worstFirst<Finding extends { severity: Severity; first: string }>(
  findings: readonly Finding[],
): Finding[] {
  return findings.toSorted(
    (one, other) =>
      severities.indexOf(one.severity) - severities.indexOf(other.severity) || (one.first < other.first ? -1 : 1),
  );
}
