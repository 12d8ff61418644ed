import { AppError } from '@virga/domain';

/** Where in a query text something stands; `position` and `length` count UTF-16 units, as a text field's caret does. */
export interface Span {
  position: number;
  length: number;
}

/** The one error of a query that cannot be read. `expected` completes the sentence "expected …". */
export function queryError(span: Span, problem: string, expected: string): AppError {
  return new AppError({
    code: 'request.query_invalid',
    message: `The query cannot be read at character ${span.position + 1}: ${problem}. Expected ${expected}.`,
    facts: { position: span.position, length: span.length, expected },
  });
}
