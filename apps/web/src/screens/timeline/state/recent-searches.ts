import { forgetKept, keep, readKept } from './kept-on-machine.ts';

const most = 20;

/** Newest first; of this case only, since queries name what was found there. */
export function recentSearches(caseId: string): string[] {
  try {
    const value: unknown = JSON.parse(readKept(`recent.${caseId}`) ?? '[]');
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string').slice(0, most) : [];
  } catch {
    return [];
  }
}

export function withRecent(list: readonly string[], query: string): string[] {
  const text = query.trim();
  return text === '' ? [...list] : [text, ...list.filter((item) => item !== text)].slice(0, most);
}

export function rememberSearch(caseId: string, query: string): void {
  keep(`recent.${caseId}`, JSON.stringify(withRecent(recentSearches(caseId), query)));
}

/** Queries name what was found in a case: whoever signs in next on this machine finds none. */
export function forgetSearches(): void {
  forgetKept('recent.');
}
