/** What letters do on the table: name, key at first, meaning. Arrows, Enter, Escape and Ctrl/⌘ keys cannot be changed. */
export const keyActions = [
  ['search', '/', 'Type a query'],
  ['next', 'j', 'Next event, also arrow down'],
  ['previous', 'k', 'Previous event, also arrow up'],
  ['next quiet', 'n', 'Behind the next hour or more without events'],
  ['previous quiet', 'p', 'Before the last hour or more without events'],
  ['select', 'x', 'Select the event, also Space'],
  ['star', 's', 'Star'],
  ['tag', 't', 'Tag'],
  ['comment', 'c', 'Comment'],
  ['hide', 'h', 'Hide'],
  ['bad', '1', 'Bad'],
  ['suspicious', '2', 'Suspicious'],
  ['good', '3', 'Good'],
  ['narrower', '[', 'Narrower around the event'],
  ['wider', ']', 'Wider around the event'],
  ['undo', 'u', 'Undo your last change'],
  ['help', '?', 'This list'],
] as const;
export type KeyAction = (typeof keyActions)[number][0];

/** Action by key. */
export type KeyMap = ReadonlyMap<string, KeyAction>;

/** `g` begins the tabs of a case; space and longer names are the keys that stay. */
const taken = new Set(['g', ' ']);

export const defaultKeys: KeyMap = new Map(keyActions.map(([action, key]) => [key, action]));

export function keyOf(keys: KeyMap, action: KeyAction): string {
  for (const [key, one] of keys) if (one === action) return key;
  return '';
}

/** Why a key cannot be given to an action; null when it can. */
export function keyProblem(keys: KeyMap, action: KeyAction, key: string): string | null {
  if ([...key].length !== 1 || taken.has(key)) return 'One letter, digit or sign; not g and not space';
  const holder = keys.get(key);
  return holder && holder !== action ? `${key} is taken: ${holder}` : null;
}

export function withKey(keys: KeyMap, action: KeyAction, key: string): KeyMap {
  return new Map([...[...keys].filter(([, one]) => one !== action), [key, action]]);
}

/** Only what differs from the start is kept, so that a new action finds its own key. */
export function writeKeys(keys: KeyMap): string | null {
  const changed = keyActions.filter(([action, key]) => keyOf(keys, action) !== key);
  return changed.length === 0 ? null : JSON.stringify(changed.map(([action]) => [action, keyOf(keys, action)]));
}

/** What was kept on this machine; anything unreadable or contradictory is passed over. */
export function readKeys(text: string | null): KeyMap {
  let keys = defaultKeys;
  for (const [action, key] of pairsOf(text)) {
    const known = keyActions.find(([name]) => name === action)?.[0];
    if (known) keys = new Map([...[...keys].filter(([held, one]) => one !== known && held !== key), [key, known]]);
  }
  // An action whose key another one took gets its own back where that is free again.
  for (const [action, key] of keyActions)
    if (keyOf(keys, action) === '' && !keys.has(key)) keys = withKey(keys, action, key);
  return keys;
}

function pairsOf(text: string | null): [string, string][] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(value)) return [];
    return value.flatMap((pair: unknown) =>
      Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string' && [...pair[1]].length === 1
        ? [[pair[0], pair[1]] as [string, string]]
        : [],
    );
  } catch {
    return [];
  }
}
