import type { Readable } from 'node:stream';

const quote = 0x22;
const lineEnd = 0x0a;

/** Lines of JSON, or records of CSV without its header: a line end between quotes belongs to a cell (RFC 4180). */
export async function countRows(bytes: Readable, format: 'csv' | 'jsonl'): Promise<number> {
  let rows = 0;
  let isQuoted = false;
  for await (const chunk of bytes as AsyncIterable<Buffer>)
    for (const byte of chunk) {
      if (byte === quote && format === 'csv') isQuoted = !isQuoted;
      else if (byte === lineEnd && !isQuoted) rows += 1;
    }
  return format === 'csv' ? Math.max(0, rows - 1) : rows;
}
