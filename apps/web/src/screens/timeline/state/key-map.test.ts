import { describe, expect, test } from 'vitest';
import { defaultKeys, keyActions, keyOf, keyProblem, readKeys, withKey, writeKeys } from './key-map.ts';

describe('keys of the table', () => {
  test('every action has a key of its own', () => {
    expect(defaultKeys.size).toBe(keyActions.length);
  });

  test('a key that was given to an action acts, its old one no longer does, and both survive a reload', () => {
    const keys = withKey(defaultKeys, 'star', 'f');
    expect(keys.get('f')).toBe('star');
    expect(keys.get('s')).toBeUndefined();
    expect(readKeys(writeKeys(keys))).toEqual(keys);
  });

  test('two actions may swap their keys', () => {
    const free = withKey(defaultKeys, 'star', 'y');
    const swapped = withKey(withKey(free, 'hide', 's'), 'star', 'h');
    const read = readKeys(writeKeys(swapped));
    expect([keyOf(read, 'star'), keyOf(read, 'hide')]).toEqual(['h', 's']);
  });

  test('a taken key, the tab key g, space and longer names are refused with a reason', () => {
    expect(keyProblem(defaultKeys, 'star', 'x')).toContain('select');
    for (const key of ['g', ' ', 'Enter', '']) expect(keyProblem(defaultKeys, 'star', key)).toContain('One letter');
    expect(keyProblem(defaultKeys, 'star', 's')).toBeNull();
    expect(keyProblem(defaultKeys, 'star', 'ö')).toBeNull();
  });

  test('nothing is kept of the keys at first, and nonsense in storage changes nothing', () => {
    expect(writeKeys(defaultKeys)).toBeNull();
    for (const text of [null, '{', '7', '[["fly","y"]]', '[["star","long"]]', '[null]'])
      expect(readKeys(text)).toEqual(defaultKeys);
  });
});
