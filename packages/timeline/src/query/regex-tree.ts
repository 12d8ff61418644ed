/** A regular expression of the RE2 dialect, reduced to what every engine means alike. */
export type RegexNode =
  | { kind: 'sequence'; items: RegexNode[] }
  | { kind: 'choice'; items: RegexNode[] }
  | { kind: 'repeat'; item: RegexNode; min: number; max: number | null }
  | { kind: 'literal'; character: string }
  | { kind: 'set'; ranges: CodeRange[]; isNegated: boolean }
  | { kind: 'any' }
  | { kind: 'start' }
  | { kind: 'end' }
  | { kind: 'boundary' }
  | { kind: 'inside' };

/** First and last code point, both included. */
export type CodeRange = readonly [number, number];

export const lastCodePoint = 0x10ffff;

const digit: CodeRange[] = [[48, 57]];
const upper: CodeRange[] = [[65, 90]];
const lower: CodeRange[] = [[97, 122]];
const letter = [...upper, ...lower];
const word: CodeRange[] = [...digit, ...upper, [95, 95], ...lower];
/** RE2's \s has no vertical tab. */
const space: CodeRange[] = [
  [9, 10],
  [12, 13],
  [32, 32],
];

/** Perl classes, ASCII as RE2 has them; the capital is the complement. */
export const perlClasses: Record<string, CodeRange[]> = { d: digit, w: word, s: space };

/** POSIX classes as RE2 has them, `[[:name:]]`. */
export const posixClasses: Record<string, CodeRange[]> = {
  alnum: [...digit, ...letter],
  alpha: letter,
  ascii: [[0, 127]],
  blank: [
    [9, 9],
    [32, 32],
  ],
  cntrl: [
    [0, 31],
    [127, 127],
  ],
  digit,
  graph: [[33, 126]],
  lower,
  print: [[32, 126]],
  punct: [
    [33, 47],
    [58, 64],
    [91, 96],
    [123, 126],
  ],
  space: [
    [9, 13],
    [32, 32],
  ],
  upper,
  word,
  xdigit: [...digit, [65, 70], [97, 102]],
};

/** Everything the ranges leave out. */
export function complementOf(ranges: readonly CodeRange[]): CodeRange[] {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const result: CodeRange[] = [];
  let next = 0;
  for (const [first, last] of sorted) {
    if (first > next) result.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  if (next <= lastCodePoint) result.push([next, lastCodePoint]);
  return result;
}
