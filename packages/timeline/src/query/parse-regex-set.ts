import type { RegexReader } from './regex-reader.ts';
import { type CodeRange, complementOf, perlClasses, posixClasses, type RegexNode } from './regex-tree.ts';

const namedCharacters: Record<string, string> = { a: '\x07', f: '\f', t: '\t', n: '\n', r: '\r', v: '\v' };

/** What follows a backslash outside brackets. `from` is the place of the backslash. */
export function parseRegexEscape(reader: RegexReader, from: number): RegexNode {
  if (reader.take('b')) return { kind: 'boundary' };
  if (reader.take('B')) return { kind: 'inside' };
  if (reader.take('A')) return { kind: 'start' };
  if (reader.take('z')) return { kind: 'end' };
  const classRanges = parseClassLetter(reader);
  if (classRanges) return { kind: 'set', ranges: classRanges, isNegated: false };
  return { kind: 'literal', character: String.fromCodePoint(parseEscapedCharacter(reader, from)) };
}

function parseClassLetter(reader: RegexReader): CodeRange[] | null {
  const found = reader.match(/[dwsDWS]/y);
  if (!found) return null;
  const ranges = perlClasses[found[0].toLowerCase()]!;
  return found[0] === found[0].toLowerCase() ? ranges : complementOf(ranges);
}

function parseEscapedCharacter(reader: RegexReader, from: number): number {
  const hex = reader.match(/x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})/y);
  if (hex) return Number.parseInt(hex[1] ?? hex[2]!, 16);
  const character = reader.next();
  if (character === '') reader.refuse(from, 'the pattern ends in a backslash', '"\\\\" for a backslash itself');
  const named = namedCharacters[character];
  if (named !== undefined) return named.charCodeAt(0);
  if (/[0-9]/.test(character)) {
    reader.refuse(from, 'backreferences and octal numbers are not supported', 'a pattern without them');
  }
  if (/[A-Za-z]/.test(character) || character.codePointAt(0)! > 127) {
    reader.refuse(from, `"\\${character}" is not supported`, 'an escape of the RE2 dialect that all engines share');
  }
  return character.codePointAt(0)!;
}

/** A bracket expression; the reader stands behind its `[` at `from`. */
export function parseRegexSet(reader: RegexReader, from: number): RegexNode {
  const isNegated = reader.take('^');
  const ranges: CodeRange[] = [];
  let isFirst = true;
  while (isFirst || reader.peek() !== ']') {
    if (reader.isAtEnd) reader.refuse(from, 'this bracket is not closed', '"]"');
    ranges.push(...parseMember(reader));
    isFirst = false;
  }
  reader.next();
  return { kind: 'set', ranges, isNegated };
}

function parseMember(reader: RegexReader): CodeRange[] {
  const from = reader.position;
  const posix = reader.match(/\[:(\^?)(\w+):\]/y);
  if (posix) {
    const ranges = posixClasses[posix[2]!];
    if (!ranges) return reader.refuse(from, `there is no class "${posix[2]}"`, 'a POSIX class such as [:alnum:]');
    return posix[1] === '^' ? complementOf(ranges) : ranges;
  }
  if (reader.peek() === '\\') {
    reader.next();
    const ranges = parseClassLetter(reader);
    if (ranges) return ranges;
    reader.position = from;
  }
  const first = parseSetCharacter(reader);
  if (!reader.match(/-(?!\])/y)) return [[first, first]];
  const last = parseSetCharacter(reader);
  if (last < first) reader.refuse(from, 'this range of characters is reversed', 'the smaller character first');
  return [[first, last]];
}

function parseSetCharacter(reader: RegexReader): number {
  const from = reader.position;
  const character = reader.next();
  if (character === '') reader.refuse(from, 'the pattern ends inside a bracket', '"]"');
  return character === '\\' ? parseEscapedCharacter(reader, from) : character.codePointAt(0)!;
}
