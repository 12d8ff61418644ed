import { storableText } from '@virga/domain';
import { foldRegex, requiredText } from '../query/fold-regex.ts';
import { foldAscii, foldText } from '../query/fold-text.ts';
import { parseRegex } from '../query/parse-regex.ts';
import { printForPostgres, printForPostgresLines, regexOfGlob } from '../query/print-regex.ts';
import { plainText } from '../query/query-reader.ts';
import type { RegexNode } from '../query/regex-tree.ts';
import type { GlobPart, ValueTest } from '../query/tree.ts';
import type { Parameters } from './parameters.ts';

/** SQL that is true when one value, the SQL expression `value` of type text, passes the test. */
export function testValue(value: string, test: ValueTest, parameters: Parameters): string {
  const folded = `lower(${value} COLLATE "C")`;
  switch (test.op) {
    case 'equals':
      return `${folded} = ${parameters.add(foldAscii(storableText(test.value)), 'text')}`;
    case 'glob':
      return `${folded} LIKE ${parameters.add(likePattern(test.glob), 'text')}`;
    case 'regex':
      return `${folded} ~ ${parameters.add(printForPostgres(foldRegex(parseRegex(test.pattern), foldAscii)), 'text')}`;
  }
}

/** SQL that is true when the value contains what the test spells: comments are searched, not compared. */
export function testContains(value: string, test: ValueTest, parameters: Parameters): string {
  if (test.op === 'regex') return testValue(value, test, parameters);
  const glob: GlobPart[] = test.op === 'equals' ? [{ text: test.value }] : test.glob;
  return testValue(value, { op: 'glob', glob: [{ any: 'many' }, ...glob, { any: 'many' }] }, parameters);
}

function likePattern(glob: readonly GlobPart[]): string {
  return glob
    .map((part) => {
      if ('any' in part) return part.any === 'many' ? '%' : '_';
      return foldAscii(storableText(part.text)).replace(/[\\%_]/g, '\\$&');
    })
    .join('');
}

/** SQL of free text over a row `e`. */
export function testFreeText(glob: readonly GlobPart[], parameters: Parameters): string {
  const plain = plainText(glob);
  if (plain === null) return testLines(foldRegex(regexOfGlob(storable(glob)), foldText), parameters);
  const needle = foldText(storableText(plain));
  const placeholder = parameters.add(needle, 'text');
  const inText = `strpos(e.search_text, ${placeholder}) > 0`;
  // Our own ids are not in search_text: only a needle of their alphabet can stand in them.
  if (!/^[0-9a-f-]{1,64}$/.test(needle)) return inText;
  const ids = ['e.id::text', 'e.content_hash::text', 'e.evidence_id::text'];
  return `(${[inText, ...ids.map((id) => `strpos(${id}, ${placeholder}) > 0`)].join(' OR ')})`;
}

export function testFreePattern(pattern: string, parameters: Parameters): string {
  return testLines(foldRegex(parseRegex(pattern), foldText), parameters);
}

/** The text that every match contains is looked for first: that costs a fraction of the expression. */
function testLines(regex: RegexNode, parameters: Parameters): string {
  const required = requiredText(regex);
  const matches = `e.search_text COLLATE "C" ~ ${parameters.add(printForPostgresLines(regex), 'text')}`;
  if (required === '') return matches;
  return `(strpos(e.search_text, ${parameters.add(required, 'text')}) > 0 AND ${matches})`;
}

function storable(glob: readonly GlobPart[]): GlobPart[] {
  return glob.map((part) => ('text' in part ? { text: storableText(part.text) } : part));
}
