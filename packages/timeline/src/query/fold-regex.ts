import type { CodeRange, RegexNode } from './regex-tree.ts';

/**
 * Folds the characters of a pattern as the text it meets was folded, so that it can be matched with case kept. In a set, a
 * range of capital ASCII letters brings its small ones; other ranges fold only when they are one character.
 */
export function foldRegex(node: RegexNode, fold: (text: string) => string): RegexNode {
  switch (node.kind) {
    case 'sequence':
    case 'choice':
      return { kind: node.kind, items: node.items.map((item) => foldRegex(item, fold)) };
    case 'repeat':
      return { ...node, item: foldRegex(node.item, fold) };
    case 'literal': {
      const items = [...fold(node.character)].map((character): RegexNode => ({ kind: 'literal', character }));
      return items.length === 1 ? items[0]! : { kind: 'sequence', items };
    }
    case 'set':
      return { ...node, ranges: node.ranges.flatMap((range) => foldRange(range, fold)) };
    default:
      return node;
  }
}

function foldRange(range: CodeRange, fold: (text: string) => string): CodeRange[] {
  const [first, last] = range;
  const result: CodeRange[] = [range];
  if (first <= 90 && last >= 65) result.push([Math.max(first, 65) + 32, Math.min(last, 90) + 32]);
  if (first <= 10 && last >= 10) {
    const lineFeed = fold('\n').charCodeAt(0);
    if (lineFeed !== 10) result.push([lineFeed, lineFeed]);
  }
  if (first === last && first > 127) {
    const folded = [...fold(String.fromCodePoint(first))];
    const code = folded[0]!.codePointAt(0)!;
    if (folded.length === 1 && code !== first) result.push([code, code]);
  }
  return result;
}

/** The longest text that every match must contain, '' when there is none: a cheap test before the expression runs. */
export function requiredText(node: RegexNode): string {
  if (node.kind === 'literal') return node.character;
  if (node.kind === 'repeat') return node.min > 0 ? requiredText(node.item) : '';
  if (node.kind !== 'sequence') return '';
  let best = '';
  let run = '';
  for (const item of node.items) {
    if (item.kind === 'literal') {
      run += item.character;
    } else {
      run = '';
      const inner = requiredText(item);
      if (inner.length > best.length) best = inner;
    }
    if (run.length > best.length) best = run;
  }
  return best;
}
