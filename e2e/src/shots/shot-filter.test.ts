import { expect, test } from 'vitest';
import { shotFilter } from './shot-filter.ts';

const shot = { screen: 'timeline', state: 'full', theme: 'dark', width: 1280 };

test('words of one kind are alternatives, kinds narrow one another, nothing named takes all', () => {
  expect(shotFilter('')(shot)).toBe(true);
  for (const only of ['timeline', 'full', 'timeline-full', 'timeline,dark,1280', 'home, timeline', 'light,dark'])
    expect(shotFilter(only)(shot), only).toBe(true);
  for (const only of ['home', 'timeline,light', 'timeline,2560', 'timeline-empty', 'time'])
    expect(shotFilter(only)(shot), only).toBe(false);
});
