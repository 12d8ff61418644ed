const hour = 3_600_000;

/** After how long to ask whether it should be lifted. */
export const expiryChoices = [
  { value: 'none', label: 'No time: until someone undoes it' },
  { value: String(4 * hour), label: 'In 4 hours' },
  { value: String(24 * hour), label: 'In 24 hours' },
  { value: String(72 * hour), label: 'In 3 days' },
  { value: String(7 * 24 * hour), label: 'In 7 days' },
];

/** ISO 8601 of a choice counted from `nowMs`; null for none. */
export function expiryOf(choice: string, nowMs: number): string | null {
  return choice === 'none' ? null : new Date(nowMs + Number(choice)).toISOString();
}
