import { queryError } from './query-error.ts';

/** Walks a pattern by code points and knows where it stands in the query, so that every refusal names its position. */
export class RegexReader {
  readonly #pattern: string;
  readonly #offset: number;
  position = 0;

  /** `offset` is where the pattern begins in the query text. */
  constructor(pattern: string, offset: number) {
    this.#pattern = pattern;
    this.#offset = offset;
  }

  get isAtEnd(): boolean {
    return this.position >= this.#pattern.length;
  }

  /** The character ahead, '' at the end. */
  peek(): string {
    const code = this.#pattern.codePointAt(this.position);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  next(): string {
    const character = this.peek();
    this.position += character.length;
    return character;
  }

  take(text: string): boolean {
    if (!this.#pattern.startsWith(text, this.position)) return false;
    this.position += text.length;
    return true;
  }

  /** Takes what a sticky expression of ours matches here, or returns null. */
  match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.position;
    const found = expression.exec(this.#pattern);
    if (found) this.position += found[0].length;
    return found;
  }

  refuse(from: number, problem: string, expected: string): never {
    const length = Math.max(1, this.position - from);
    throw queryError({ position: this.#offset + from, length }, problem, expected);
  }
}
