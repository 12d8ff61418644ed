import { queryError, type Span } from './query-error.ts';
import type { GlobPart } from './tree.ts';

/** A word as written, with its wildcards told apart from escaped characters. */
export interface Word extends Span {
  glob: GlobPart[];
  /** The text without escapes, wildcards as typed: for values that have none. */
  plain: string;
}

const delimiter = /[\s()"]/;
const escapable = /[\s\\:*?()"/[\]{}<>=+!-]/;

/** Walks the characters of a query: spaces, words, quoted strings, patterns. */
export class QueryReader {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  peek(ahead = 0): string {
    return this.text[this.position + ahead] ?? '';
  }

  skipSpace(): void {
    while (/\s/.test(this.peek())) this.position++;
  }

  take(text: string): boolean {
    if (!this.text.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  /** What a sticky expression of ours finds here; does not move. */
  lookAt(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.position;
    return expression.exec(this.text);
  }

  /** AND, OR or NOT standing alone; does not move. */
  operator(): 'AND' | 'OR' | 'NOT' | null {
    const found = this.lookAt(/(AND|OR|NOT)(?=[\s()"]|$)/y);
    return found ? (found[1] as 'AND' | 'OR' | 'NOT') : null;
  }

  refuse(from: number, problem: string, expected: string, length = this.position - from): never {
    throw queryError({ position: from, length: Math.max(1, length) }, problem, expected);
  }

  /** Reads a quoted string; the quote is ahead. `\"` and `\\` are escapes, any other backslash is itself. */
  readQuoted(): string {
    const from = this.position;
    let value = '';
    this.position++;
    while (!this.isAtEnd) {
      const character = this.text[this.position++]!;
      if (character === '"') return value;
      if (character === '\\' && /["\\]/.test(this.peek())) value += this.text[this.position++];
      else value += character;
    }
    return this.refuse(from, 'this quotation is not closed', 'a closing quotation mark');
  }

  /** Reads up to a space, parenthesis or quotation mark; `stop` adds further ends. */
  readWord(stop?: RegExp): Word {
    const from = this.position;
    const glob: GlobPart[] = [];
    let plain = '';
    const add = (character: string) => {
      const last = glob.at(-1);
      if (last && 'text' in last) last.text += character;
      else glob.push({ text: character });
      plain += character;
    };
    while (!this.isAtEnd && !delimiter.test(this.peek()) && !stop?.test(this.peek())) {
      const character = this.text[this.position++]!;
      if (character === '\\' && escapable.test(this.peek())) add(this.text[this.position++]!);
      else if (character === '*' || character === '?') {
        if (character === '?' || !isMany(glob.at(-1))) glob.push({ any: character === '?' ? 'one' : 'many' });
        plain += character;
      } else add(character);
    }
    return { glob, plain, position: from, length: this.position - from };
  }

  /**
   * Reads `/pattern/` when one stands here: the closing slash must end the word, so that a pasted path stays text.
   * Returns the pattern with `\/` as a slash, and where it begins; null when this is no pattern.
   */
  readPattern(): { pattern: string; offset: number } | null {
    if (this.peek() !== '/') return null;
    let pattern = '';
    for (let index = this.position + 1; index < this.text.length; index++) {
      const character = this.text[index]!;
      if (character === '\\' && index + 1 < this.text.length) {
        const escaped = this.text[++index]!;
        pattern += escaped === '/' ? '/' : `\\${escaped}`;
      } else if (character === '/') {
        const after = this.text[index + 1];
        if (pattern === '' || (after !== undefined && !/[\s)]/.test(after))) return null;
        const offset = this.position + 1;
        this.position = index + 1;
        return { pattern, offset };
      } else pattern += character;
    }
    return null;
  }
}

function isMany(part: GlobPart | undefined): boolean {
  return part !== undefined && 'any' in part && part.any === 'many';
}

/** The literal text of a glob without wildcards, else null. */
export function plainText(glob: readonly GlobPart[]): string | null {
  if (glob.length === 0) return '';
  const [first] = glob;
  return glob.length === 1 && first && 'text' in first ? first.text : null;
}
