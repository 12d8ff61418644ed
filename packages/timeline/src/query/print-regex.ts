import { type CodeRange, lastCodePoint, type RegexNode } from './regex-tree.ts';
import type { GlobPart } from './tree.ts';

/** How a dialect writes what is not a letter or digit. */
interface Dialect {
  /** Any code point, also inside brackets. */
  character(code: number): string;
  start: string;
  end: string;
  boundary: string;
  inside: string;
  /** Placed in front of the whole pattern. */
  prefix: string;
  /** True when one text holds many values, one per line, and a match must stay inside one. */
  isPerLine: boolean;
}

const hex = (code: number, width: number) => code.toString(16).toUpperCase().padStart(width, '0');

/** PostgreSQL's advanced expressions (documentation 9.7.3) under the C collation. */
const postgresCharacter = (code: number) => (code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`);
const postgres = { character: postgresCharacter, start: '^', end: '$', boundary: '\\y', inside: '\\Y' };
/** `w`: ^ and $ stand at line ends too, while dot and brackets are not touched (we exclude the line feed ourselves). */
const postgresLines: Dialect = { ...postgres, prefix: '(?w)', isPerLine: true };
const postgresWhole: Dialect = { ...postgres, prefix: '(?s)', isPerLine: false };
const re2: Dialect = {
  character: (code) => `\\x{${hex(code, 1)}}`,
  start: '\\A',
  end: '\\z',
  boundary: '\\b',
  inside: '\\B',
  prefix: '',
  isPerLine: false,
};

/** Text for PostgreSQL's `~` over a text that holds one value per line. */
export function printForPostgresLines(node: RegexNode): string {
  return postgresLines.prefix + print(node, postgresLines);
}

/** Text for PostgreSQL's `~` over a column that holds one value. */
export function printForPostgres(node: RegexNode): string {
  return postgresWhole.prefix + print(node, postgresWhole);
}

/** Text for an RE2 engine over one value. */
export function printForRe2(node: RegexNode): string {
  return print(node, re2);
}

function print(node: RegexNode, dialect: Dialect): string {
  switch (node.kind) {
    case 'sequence':
      return node.items.length === 0 ? '(?:)' : node.items.map((item) => printPart(item, dialect)).join('');
    case 'choice':
      return `(?:${node.items.map((item) => print(item, dialect)).join('|')})`;
    case 'repeat':
      return printRepeat(node, dialect);
    case 'literal':
      return printCharacter(node.character.codePointAt(0)!, dialect);
    case 'any':
      return printSet([[10, 10]], true, dialect);
    case 'set':
      return printSet(node.ranges, node.isNegated, dialect);
    default:
      return dialect[node.kind];
  }
}

function printPart(node: RegexNode, dialect: Dialect): string {
  return node.kind === 'sequence' ? `(?:${print(node, dialect)})` : print(node, dialect);
}

function printRepeat(node: Extract<RegexNode, { kind: 'repeat' }>, dialect: Dialect): string {
  const { min, max } = node;
  const isAtom = node.item.kind === 'literal' || node.item.kind === 'set' || node.item.kind === 'any';
  const item = isAtom ? print(node.item, dialect) : `(?:${print(node.item, dialect)})`;
  if (max === null && min < 2) return `${item}${min === 0 ? '*' : '+'}`;
  if (min === 0 && max === 1) return `${item}?`;
  return `${item}{${min}${max === min ? '' : `,${max ?? ''}`}}`;
}

function printCharacter(code: number, dialect: Dialect): string {
  return /[A-Za-z0-9]/.test(String.fromCodePoint(code)) ? String.fromCodePoint(code) : dialect.character(code);
}

function printSet(ranges: readonly CodeRange[], isNegated: boolean, dialect: Dialect): string {
  let members = [...ranges];
  if (dialect.isPerLine) members = isNegated ? [...members, [10, 10]] : members.flatMap(withoutLineFeed);
  // NUL is never stored, and not every engine can name it.
  members = members.filter(([, last]) => last > 0).map(([first, last]) => [Math.max(first, 1), last]);
  if (members.length === 0) {
    // Nothing is left: a set that matches nothing, or its complement. No stored text holds the last code point.
    return `[${isNegated ? '^' : ''}${dialect.character(lastCodePoint)}]`;
  }
  const text = members.map(([first, last]) => {
    const head = dialect.character(first);
    return first === last ? head : `${head}-${dialect.character(last)}`;
  });
  return `[${isNegated ? '^' : ''}${text.join('')}]`;
}

function withoutLineFeed([first, last]: CodeRange): CodeRange[] {
  if (first > 10 || last < 10) return [[first, last]];
  const parts: CodeRange[] = [
    [first, 9],
    [11, last],
  ];
  return parts.filter(([low, high]) => low <= high);
}

/** The expression that means the same as a glob standing anywhere in a value. */
export function regexOfGlob(glob: readonly GlobPart[]): RegexNode {
  const anything: RegexNode = { kind: 'set', ranges: [[0, lastCodePoint]], isNegated: false };
  const items = glob.flatMap((part): RegexNode[] => {
    if ('text' in part) return [...part.text].map((character) => ({ kind: 'literal', character }));
    return part.any === 'one' ? [anything] : [{ kind: 'repeat', item: anything, min: 0, max: null }];
  });
  return { kind: 'sequence', items };
}
