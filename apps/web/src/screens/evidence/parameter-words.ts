export interface ParameterWord {
  name: string;
  value: string;
}

const mostFiles = 3;

/** What an acquisition was asked for, one word pair each; lists are counted beyond their first three, empty ones left out. */
export function parameterWords(parameters: Record<string, unknown>): ParameterWord[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    if (value === null || value === '' || value === undefined) return [];
    if (!Array.isArray(value)) return [{ name, value: wordOf(value) }];
    if (value.length === 0) return [];
    const more = value.length > mostFiles ? ` and ${value.length - mostFiles} more` : '';
    return [{ name, value: value.slice(0, mostFiles).map(wordOf).join(', ') + more }];
  });
}

/** Files of an upload are known by their name. */
function wordOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'name' in value) return String(value.name);
  return JSON.stringify(value);
}
