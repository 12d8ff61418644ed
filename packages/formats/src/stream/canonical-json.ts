import type { JsonValue } from '@virga/domain';
import type { JsonObject } from './parsed-record.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters JSON escapes
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

/** The sorted keys of objects that have the same keys in the same order, with their text. */
interface KeyOrder {
  keys: string[];
  /** `"key":`, with a comma in front of all but the first. */
  prefixes: string[];
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

  /** `hasEscapes` false: the text the value was parsed from has no backslash, so that no string in it needs one. */
  write(value: JsonValue, hasEscapes = true): string {
    this.members = 0;
    this.#hasEscapes = hasEscapes;
    return this.#value(value);
  }

  #value(value: JsonValue): string {
    if (typeof value === 'string')
      return this.#hasEscapes && needsEscape.test(value) ? JSON.stringify(value) : `"${value}"`;
    if (value === null || typeof value !== 'object') return String(value);
    return Array.isArray(value) ? this.#array(value) : this.#object(value);
  }

  #array(items: JsonValue[]): string {
    let text = '[';
    for (let index = 0; index < items.length; index++) text += (index > 0 ? ',' : '') + this.#value(items[index]!);
    return `${text}]`;
  }

  #object(value: JsonObject): string {
    const { keys, prefixes } = this.#orderOf(Object.keys(value));
    this.members += keys.length;
    let text = '{';
    for (let index = 0; index < keys.length; index++) text += prefixes[index]! + this.#value(value[keys[index]!]!);
    return `${text}}`;
  }

  #orderOf(keys: string[]): KeyOrder {
    let node = this.#root;
    for (const key of keys) {
      let next = node.next.get(key);
      if (next === undefined) {
        if (this.#nodes >= maxNodes) return makeOrder(keys);
        next = { next: new Map(), order: null };
        node.next.set(key, next);
        this.#nodes++;
      }
      node = next;
    }
    node.order ??= makeOrder(keys);
    return node.order;
  }
}

function makeOrder(unsorted: string[]): KeyOrder {
  const keys = [...unsorted].sort();
  return { keys, prefixes: keys.map((key, index) => `${index > 0 ? ',' : ''}${JSON.stringify(key)}:`) };
}
