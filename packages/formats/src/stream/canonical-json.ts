import type { JsonValue } from '@virga/domain';
import type { JsonObject } from './parsed-record.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters JSON escapes
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

/** The sorted keys of objects that have the same keys in the same order, with their text. */
interface KeyOrder {
  /** As the objects have them: to see that another object is of the same order. */
  unsorted: readonly string[];
  keys: readonly string[];
  /** `"key":`, with a comma in front of all but the first. */
  prefixes: readonly string[];
  /** The same with the quote that begins a string. */
  textPrefixes: readonly string[];
  /** The order of the object that stood last under each of `keys`: most often the next one has it too. */
  below: (KeyOrder | undefined)[];
  /** It is in the tree. The others must not be held by anything: records make as many of them as they like. */
  isKept: boolean;
}

interface KeyNode {
  next: Map<string, KeyNode>;
  order: KeyOrder | null;
}

const maxNodes = 50_000;

/**
 * RFC 8785 canonical JSON of a parsed record, and how many object members it has. Depth must be bounded by the parser.
 * Records repeat few shapes, so that the sorted order of their keys is kept in a tree (bounded) instead of sorted each time.
 */
export class CanonicalWriter {
  members = 0;
  readonly #root: KeyNode = { next: new Map(), order: null };
  #nodes = 1;
  #hasEscapes = true;
  #last: KeyOrder | undefined;

  /** `hasEscapes` false: the text the value was parsed from has no backslash, so that no string in it needs one. */
  write(value: JsonValue, hasEscapes = true): string {
    this.members = 0;
    this.#hasEscapes = hasEscapes;
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return this.#value(value);
    const order = this.#orderOf(Object.keys(value), this.#last);
    if (order.isKept) this.#last = order;
    return this.#object(value, order);
  }

  #value(value: JsonValue): string {
    if (typeof value === 'string')
      return this.#hasEscapes && needsEscape.test(value) ? JSON.stringify(value) : `"${value}"`;
    if (value === null || typeof value !== 'object') return String(value);
    if (Array.isArray(value)) return this.#array(value);
    return this.#object(value, this.#orderOf(Object.keys(value), undefined));
  }

  #array(items: JsonValue[]): string {
    let text = '[';
    for (let index = 0; index < items.length; index++) text += (index > 0 ? ',' : '') + this.#value(items[index]!);
    return `${text}]`;
  }

  #object(value: JsonObject, order: KeyOrder): string {
    const { keys, prefixes, textPrefixes, below } = order;
    this.members += keys.length;
    let text = '{';
    for (let index = 0; index < keys.length; index++) {
      const inner = value[keys[index]!]!;
      if (typeof inner === 'string' && !this.#hasEscapes) {
        text += textPrefixes[index]! + inner;
        text += '"';
        continue;
      }
      text += prefixes[index]!;
      if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) text += this.#value(inner);
      else {
        const known = this.#orderOf(Object.keys(inner), below[index]);
        if (known.isKept) below[index] = known;
        text += this.#object(inner, known);
      }
    }
    return `${text}}`;
  }

  #orderOf(keys: string[], likely: KeyOrder | undefined): KeyOrder {
    if (likely !== undefined && isSame(keys, likely.unsorted)) return likely;
    let node = this.#root;
    for (const key of keys) {
      let next = node.next.get(key);
      if (next === undefined) {
        if (this.#nodes >= maxNodes) return makeOrder(keys, false);
        next = { next: new Map(), order: null };
        node.next.set(key, next);
        this.#nodes++;
      }
      node = next;
    }
    node.order ??= makeOrder(keys, true);
    return node.order;
  }
}

function isSame(keys: readonly string[], others: readonly string[]): boolean {
  if (keys.length !== others.length) return false;
  for (let index = 0; index < keys.length; index++) if (keys[index] !== others[index]) return false;
  return true;
}

function makeOrder(unsorted: string[], isKept: boolean): KeyOrder {
  const keys = [...unsorted].sort();
  const prefixes = keys.map((key, index) => `${index > 0 ? ',' : ''}${JSON.stringify(key)}:`);
  const textPrefixes = prefixes.map((prefix) => `${prefix}"`);
  return { unsorted, keys, prefixes, textPrefixes, below: keys.map(() => undefined), isKept };
}
