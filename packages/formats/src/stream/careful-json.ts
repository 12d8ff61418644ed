import type { JsonValue } from '@virga/domain';
import type { JsonObject, RecordNotes } from './parsed-record.ts';
import { textValueEnd } from './text-value-end.ts';

export interface CarefulLimits {
  maxDepth: number;
  maxFields: number;
}

/**
 * Parses text that JSON.parse has already accepted, keeping what JSON.parse loses: numbers that a double cannot hold become
 * strings as written, duplicate keys are noted (the last one counts, as everywhere), too deep or too many members stay text.
 */
export function parseCarefully(text: string, limits: CarefulLimits): { value: JsonValue; notes: RecordNotes } {
  const reader = new CarefulReader(text, limits);
  const value = reader.value(1);
  return { value, notes: reader.notes() };
}

const numberPattern = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

class CarefulReader {
  readonly #text: string;
  readonly #limits: CarefulLimits;
  #at = 0;
  #fields = 0;
  readonly #duplicates = new Set<string>();
  #exactNumbers = 0;
  #keptAsText = 0;

  constructor(text: string, limits: CarefulLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  notes(): RecordNotes {
    const notes: RecordNotes = {};
    if (this.#duplicates.size > 0) notes.duplicateKeys = [...this.#duplicates].slice(0, 20);
    if (this.#exactNumbers > 0) notes.exactNumbers = this.#exactNumbers;
    if (this.#keptAsText > 0) notes.keptAsText = this.#keptAsText;
    return notes;
  }

  value(depth: number): JsonValue {
    this.#white();
    const character = this.#text[this.#at];
    if (character === '{' || character === '[') {
      if (depth > this.#limits.maxDepth || this.#fields > this.#limits.maxFields) return this.#asText();
      return character === '{' ? this.#object(depth) : this.#array(depth);
    }
    if (character === '"') return this.#string();
    if (character === 't') return this.#literal('true', true);
    if (character === 'f') return this.#literal('false', false);
    if (character === 'n') return this.#literal('null', null);
    return this.#number();
  }

  #object(depth: number): JsonObject {
    const members: [string, JsonValue][] = [];
    const seen = new Set<string>();
    this.#at++;
    for (this.#white(); this.#text[this.#at] !== '}'; this.#white()) {
      if (this.#text[this.#at] === ',') {
        this.#at++;
        this.#white();
      }
      const key = this.#string();
      this.#white();
      this.#at++;
      this.#fields++;
      if (seen.has(key)) this.#duplicates.add(key);
      seen.add(key);
      members.push([key, this.value(depth + 1)]);
    }
    this.#at++;
    // fromEntries defines own properties, so that a key named __proto__ is only a key.
    return Object.fromEntries(members);
  }

  #array(depth: number): JsonValue[] {
    const items: JsonValue[] = [];
    this.#at++;
    for (this.#white(); this.#text[this.#at] !== ']'; this.#white()) {
      if (this.#text[this.#at] === ',') this.#at++;
      items.push(this.value(depth + 1));
    }
    this.#at++;
    return items;
  }

  #asText(): string {
    const end = textValueEnd(this.#text, this.#at);
    const text = this.#text.slice(this.#at, end);
    this.#at = end;
    this.#keptAsText++;
    return text;
  }

  #string(): string {
    const start = this.#at++;
    while (this.#text[this.#at] !== '"') this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
    this.#at++;
    return JSON.parse(this.#text.slice(start, this.#at)) as string;
  }

  #number(): number | string {
    numberPattern.lastIndex = this.#at;
    const written = numberPattern.exec(this.#text)?.[0];
    if (written === undefined) throw new SyntaxError(`no JSON value at ${this.#at}`);
    this.#at += written.length;
    const value = Number(written);
    if (isExact(written, value)) return value;
    this.#exactNumbers++;
    return written;
  }

  #literal<T>(word: string, value: T): T {
    this.#at += word.length;
    return value;
  }

  #white(): void {
    while (this.#at < this.#text.length && this.#text.charCodeAt(this.#at) <= 0x20) this.#at++;
  }
}

function isExact(written: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (/^-?\d+$/.test(written)) return Number.isSafeInteger(value);
  const significant = written
    .replace(/[eE].*$/, '')
    .replace(/^-?0*\.?0*/, '')
    .replace('.', '');
  return significant.length <= 15;
}
