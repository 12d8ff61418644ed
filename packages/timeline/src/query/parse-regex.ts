import { RE2JS } from 're2js';
import { parseRegexEscape, parseRegexSet } from './parse-regex-set.ts';
import { queryError } from './query-error.ts';
import { RegexReader } from './regex-reader.ts';
import type { RegexNode } from './regex-tree.ts';

/** PostgreSQL counts repetitions to 255 (DUPMAX); RE2 to 1000. The smaller one holds everywhere. */
const mostRepetitions = 255;
const deepestGroup = 32;

/**
 * Reads a pattern of the RE2 dialect (https://github.com/google/re2/wiki/Syntax) into a tree that every engine can print.
 * What RE2 lacks (lookaround, backreferences) or engines mean differently (Unicode classes, flags) is refused at its place.
 * Matching ignores case everywhere, so `(?i)` in front is accepted and says nothing new.
 * `offset` is where the pattern begins in the query.
 */
export function parseRegex(pattern: string, offset = 0): RegexNode {
  const reader = new RegexReader(pattern, offset);
  reader.take('(?i)');
  const tree = parseChoice(reader, 0);
  if (!reader.isAtEnd) {
    const from = reader.position;
    reader.next();
    reader.refuse(from, 'this parenthesis closes nothing', '"\\)" for a parenthesis itself');
  }
  try {
    RE2JS.compile(pattern);
  } catch (thrown) {
    const problem = thrown instanceof Error ? thrown.message : 'it is not a pattern';
    throw queryError(
      { position: offset, length: Math.max(1, pattern.length) },
      problem,
      'a pattern of the RE2 dialect',
    );
  }
  return tree;
}

function parseChoice(reader: RegexReader, depth: number): RegexNode {
  const items = [parseSequence(reader, depth)];
  while (reader.take('|')) items.push(parseSequence(reader, depth));
  return items.length === 1 ? items[0]! : { kind: 'choice', items };
}

function parseSequence(reader: RegexReader, depth: number): RegexNode {
  const items: RegexNode[] = [];
  while (!reader.isAtEnd && reader.peek() !== '|' && reader.peek() !== ')') {
    const from = reader.position;
    const atom = parseAtom(reader, depth);
    items.push(parseRepeat(reader, atom, from));
  }
  return items.length === 1 ? items[0]! : { kind: 'sequence', items };
}

function parseAtom(reader: RegexReader, depth: number): RegexNode {
  const from = reader.position;
  const character = reader.next();
  switch (character) {
    case '(':
      return parseGroup(reader, from, depth);
    case '[':
      return parseRegexSet(reader, from);
    case '\\':
      return parseRegexEscape(reader, from);
    case '.':
      return { kind: 'any' };
    case '^':
      return { kind: 'start' };
    case '$':
      return { kind: 'end' };
    case '*':
    case '+':
    case '?':
      return reader.refuse(from, `"${character}" has nothing to repeat`, `"\\${character}" for the character itself`);
    default:
      return { kind: 'literal', character };
  }
}

function parseGroup(reader: RegexReader, from: number, depth: number): RegexNode {
  if (depth >= deepestGroup) reader.refuse(from, 'the groups are nested too deep', `at most ${deepestGroup} levels`);
  if (reader.match(/\?<?[=!]/y))
    reader.refuse(from, 'lookaround is not part of the RE2 dialect', 'a pattern without it');
  const isPlain = reader.peek() !== '?' || reader.match(/\?(?::|P?<[A-Za-z_]\w*>)/y) !== null;
  if (!isPlain) {
    reader.match(/\?[A-Za-z-]*:?/y);
    reader.refuse(from, 'this kind of group is not supported', '"(…)" or "(?:…)"');
  }
  const inner = parseChoice(reader, depth + 1);
  if (!reader.take(')')) reader.refuse(from, 'this group is not closed', '")"');
  return inner;
}

function parseRepeat(reader: RegexReader, item: RegexNode, from: number): RegexNode {
  const at = reader.position;
  const found = reader.match(/(?:([*+?])|\{(\d{1,6})(,(\d{0,6}))?\})\??/y);
  if (!found) return item;
  if (isAnchor(item))
    reader.refuse(from, 'a place cannot be repeated', 'something with characters before the repetition');
  const [, sign, low, comma, high] = found;
  const min = sign ? (sign === '+' ? 1 : 0) : Number(low);
  const max = sign ? (sign === '?' ? 1 : null) : comma === undefined ? min : high === '' ? null : Number(high);
  if (min > mostRepetitions || (max ?? 0) > mostRepetitions) {
    reader.refuse(at, 'the repetition is too large', `at most ${mostRepetitions}`);
  }
  if (max !== null && max < min) reader.refuse(at, 'the repetition ends before it begins', 'the smaller number first');
  const again = reader.position;
  if (reader.match(/[*+?]|\{\d+(,\d*)?\}/y)) {
    reader.refuse(again, 'a repetition of a repetition', 'a group around the inner one');
  }
  return { kind: 'repeat', item, min, max };
}

function isAnchor(node: RegexNode): boolean {
  return node.kind === 'start' || node.kind === 'end' || node.kind === 'boundary' || node.kind === 'inside';
}
