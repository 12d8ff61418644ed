/** The word being typed: a field's name, or the value behind `field:`; `start` to `end` is what a completion replaces. */
export type CaretWord =
  | { kind: 'field'; prefix: string; start: number; end: number }
  | { kind: 'value'; field: string; prefix: string; start: number; end: number };

const operators = new Set(['AND', 'OR', 'NOT', 'TO']);

/** Null where nothing can be completed: between words, inside a quotation of free text, on an operator. */
export function caretWord(text: string, caret: number): CaretWord | null {
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < caret; at += 1) {
    const character = text[at]!;
    if (character === '\\') at += 1;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && /[\s(]/.test(character)) start = at + 1;
  }
  if (text[start] === '-') start += 1;
  const word = text.slice(start, caret);
  const pair = /^([A-Za-z_][\w.]*):(.*)$/s.exec(word);
  if (pair) return { kind: 'value', field: pair[1]!, prefix: pair[2]!.replace(/^"/, ''), start, end: caret };
  if (!/^[A-Za-z_][\w.]*$/.test(word) || operators.has(word)) return null;
  return { kind: 'field', prefix: word, start, end: caret };
}

/** The text with the word replaced, and where the caret stands then. */
export function withCompletion(text: string, word: CaretWord, inserted: string): { text: string; caret: number } {
  const rest = text.slice(word.end).replace(/^"/, word.kind === 'value' ? '' : '"');
  const before = `${text.slice(0, word.start)}${inserted}`;
  return { text: `${before}${rest}`, caret: before.length };
}
