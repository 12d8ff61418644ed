import { type Severity, severities } from '@virga/domain';

/** Severities from the mildest to the worst; the place is the number that the column holds (0 info … 4 critical). */
export const severityWords: readonly Severity[] = [...severities].reverse();

/** The level of a word (any case) or digit, null for anything else. */
export function severityLevel(text: string): number | null {
  const index = severityWords.indexOf(text.toLowerCase() as Severity);
  if (index >= 0) return index;
  return /^[0-4]$/.test(text) ? Number(text) : null;
}

export function severityWord(level: number): Severity {
  const word = severityWords[level];
  if (!word) throw new Error(`there is no severity ${level}`);
  return word;
}
