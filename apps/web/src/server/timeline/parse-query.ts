import { AppError, toJsonValue } from '@virga/domain';
import { parseQuery as readQuery } from '@virga/timeline';
import type { CaseCall } from '../platform/call.ts';

/** The tree of a query, or the place where it cannot be read: while a person types, that is an answer and no failure. */
export async function parseQuery(_call: CaseCall, { query }: { query: string }) {
  try {
    return { tree: toJsonValue(readQuery(query)), error: null };
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'request.query_invalid') throw thrown;
    const { position, length, expected } = thrown.facts;
    return {
      tree: null,
      error: {
        message: thrown.message,
        position: Number(position),
        length: Number(length),
        expected: toJsonValue(expected),
      },
    };
  }
}
