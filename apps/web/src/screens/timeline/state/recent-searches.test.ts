import { afterEach, expect, test, vi } from 'vitest';
import { keep, readKept } from './kept-on-machine.ts';
import { forgetSearches, recentSearches, rememberSearch } from './recent-searches.ts';

afterEach(() => vi.unstubAllGlobals());

/** As much of the browser's Storage as is used. */
function openShelf(): Map<string, string> {
  const shelf = new Map<string, string>();
  const localStorage = {
    get length() {
      return shelf.size;
    },
    key: (place: number) => [...shelf.keys()][place] ?? null,
    getItem: (name: string) => shelf.get(name) ?? null,
    setItem: (name: string, value: string) => void shelf.set(name, value),
    removeItem: (name: string) => void shelf.delete(name),
  };
  vi.stubGlobal('window', { localStorage });
  return shelf;
}

test('searches of every case are forgotten, and nothing else that is kept here', () => {
  const shelf = openShelf();
  rememberSearch('case-a', 'source_ip:198.51.100.23');
  rememberSearch('case-b', 'actor:mallory');
  rememberSearch('case-a', 'action:GetObject');
  keep('columns', '["time"]');
  shelf.set('virga-open-batches', '[]');
  expect(recentSearches('case-a')).toEqual(['action:GetObject', 'source_ip:198.51.100.23']);
  forgetSearches();
  expect(recentSearches('case-a')).toEqual([]);
  expect(recentSearches('case-b')).toEqual([]);
  expect([...shelf.values()].join()).not.toMatch(/mallory|198\.51/);
  expect(readKept('columns')).toBe('["time"]');
  expect(shelf.size).toBe(2);
});

test('where storage is refused nothing breaks', () => {
  vi.stubGlobal('window', {
    get localStorage(): never {
      throw new Error('refused');
    },
  });
  expect(forgetSearches).not.toThrow();
});
