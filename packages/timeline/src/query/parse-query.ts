import { type FieldReader, fieldAhead } from './field-ahead.ts';
import { parseFieldValue } from './parse-field-value.ts';
import { parseRegex } from './parse-regex.ts';
import { queryError, type Span } from './query-error.ts';
import { plainText, QueryReader } from './query-reader.ts';
import type { QueryTree } from './tree.ts';

/** What a query may hold at most (security.md, query cost). */
export const queryLimits = { bytes: 8192, terms: 256, depth: 32 } as const;

export interface ParsedQuery {
  tree: QueryTree;
  /** Where each node that stands in the text begins and how long it is. */
  spans: Map<QueryTree, Span>;
}

/** Reads a query into its tree. An empty one selects everything. Throws `request.query_invalid` with its place. */
export function parseQuery(text: string): QueryTree {
  return parseQueryWithSpans(text).tree;
}

export function parseQueryWithSpans(text: string): ParsedQuery {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > queryLimits.bytes) {
    const span = { position: 0, length: text.length };
    throw queryError(span, `it is ${bytes} bytes long`, `at most ${queryLimits.bytes} bytes`);
  }
  return new QueryParser(text).parse();
}

/** Recursive descent over: or := and (OR and)*; and := unary ((AND)? unary)*; unary := (NOT | -) unary | primary. */
class QueryParser {
  readonly #reader: QueryReader;
  readonly #spans = new Map<QueryTree, Span>();
  #terms = 0;
  #depth = 0;
  /** Behind the last term or parenthesis: where the nodes that end with it end. */
  #end = 0;
  /** Set inside `field:( … )`. */
  #field: FieldReader | null = null;

  constructor(text: string) {
    this.#reader = new QueryReader(text);
  }

  parse(): ParsedQuery {
    const reader = this.#reader;
    reader.skipSpace();
    if (reader.isAtEnd) return { tree: { kind: 'all' }, spans: this.#spans };
    const tree = this.#parseOr();
    if (!reader.isAtEnd) reader.refuse(reader.position, 'this parenthesis closes nothing', 'a term or the end', 1);
    return { tree, spans: this.#spans };
  }

  #parseOr(): QueryTree {
    const from = this.#reader.position;
    const items = [this.#parseAnd()];
    while (this.#reader.operator() === 'OR') {
      this.#reader.position += 2;
      items.push(this.#parseAnd());
    }
    return this.#join('or', items, from);
  }

  #parseAnd(): QueryTree {
    const reader = this.#reader;
    reader.skipSpace();
    const from = reader.position;
    const items = [this.#parseUnary()];
    for (;;) {
      reader.skipSpace();
      const operator = reader.operator();
      if (reader.isAtEnd || reader.peek() === ')' || operator === 'OR') break;
      if (operator === 'AND') reader.position += 3;
      items.push(this.#parseUnary());
    }
    return this.#join('and', items, from);
  }

  #join(kind: 'and' | 'or', items: QueryTree[], from: number): QueryTree {
    if (items.length === 1) return items[0]!;
    const flat = items.flatMap((item) => (item.kind === kind ? item.items : [item]));
    return this.#note({ kind, items: flat }, from);
  }

  #note<Node extends QueryTree>(node: Node, from: number): Node {
    this.#spans.set(node, { position: from, length: this.#end - from });
    return node;
  }

  /** Notes what was read up to here, before any space that follows. */
  #noteHere<Node extends QueryTree>(node: Node, from: number): Node {
    this.#end = this.#reader.position;
    return this.#note(node, from);
  }

  #parseUnary(): QueryTree {
    const reader = this.#reader;
    reader.skipSpace();
    const from = reader.position;
    const operator = reader.operator();
    if (operator === 'AND' || operator === 'OR') {
      reader.refuse(from, `${operator} has nothing before it`, 'a term', operator.length);
    }
    const isMinus = reader.peek() === '-' && /[^\s)]/.test(reader.peek(1));
    if (operator === 'NOT' || isMinus) {
      reader.position += isMinus ? 1 : 3;
      const item = this.#nested(from, () => this.#parseUnary());
      return this.#note({ kind: 'not', item }, from);
    }
    return this.#parsePrimary();
  }

  #nested<Result>(from: number, parse: () => Result): Result {
    if (++this.#depth > queryLimits.depth) {
      this.#reader.refuse(from, 'it is nested too deep', `at most ${queryLimits.depth} levels`, 1);
    }
    const result = parse();
    this.#depth--;
    return result;
  }

  #parsePrimary(): QueryTree {
    const reader = this.#reader;
    const from = reader.position;
    if (reader.isAtEnd || reader.peek() === ')') reader.refuse(from, 'a term is missing', 'a term', 1);
    if (reader.peek() === '(') return this.#parseGroup(from);
    if (++this.#terms > queryLimits.terms) {
      reader.refuse(from, 'there are too many terms', `at most ${queryLimits.terms}`, 1);
    }
    if (this.#field) return this.#noteHere(parseFieldValue(reader, this.#field), from);
    const field = fieldAhead(reader);
    if (!field) return this.#noteHere(this.#parseText(from), from);
    if (reader.peek() === '(' && field.kind !== 'exists') {
      this.#terms--;
      this.#field = field;
      const group = this.#parseGroup(from);
      this.#field = null;
      return group;
    }
    return this.#noteHere(parseFieldValue(reader, field), from);
  }

  #parseGroup(from: number): QueryTree {
    const reader = this.#reader;
    const open = reader.position;
    const inner = this.#nested(open, () => {
      reader.position++;
      return this.#parseOr();
    });
    if (!reader.take(')')) reader.refuse(open, 'this parenthesis is not closed', '")"', 1);
    return this.#noteHere(inner, from);
  }

  #parseText(from: number): QueryTree {
    const reader = this.#reader;
    if (reader.peek() === '"') {
      const value = reader.readQuoted();
      if (value === '') reader.refuse(from, 'the quotation is empty', 'text between the quotation marks');
      return { kind: 'text', glob: [{ text: value }] };
    }
    const found = reader.readPattern();
    if (found) {
      parseRegex(found.pattern, found.offset);
      return { kind: 'regex', pattern: found.pattern };
    }
    const word = reader.readWord();
    const isEverything = word.glob.length === 1 && plainText(word.glob) === null && word.plain.startsWith('*');
    return isEverything ? { kind: 'all' } : { kind: 'text', glob: word.glob };
  }
}
