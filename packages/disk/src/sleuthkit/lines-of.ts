export interface Line {
  text: string;
  /** Bytes of the line with its newline. */
  bytes: number;
  /** Where it begins in the output. */
  offset: number;
}

const lineBytesMax = 1024 * 1024;

/** Lines of a stream of bytes; names that are not UTF-8 keep their bytes as Latin-1 escapes. A longer line is cut there. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  for await (const chunk of chunks) {
    let buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = buffer.indexOf(10); end >= 0 || buffer.length > lineBytesMax; end = buffer.indexOf(10)) {
      const bytes = end < 0 || end >= lineBytesMax ? lineBytesMax : end + 1;
      yield { text: textOf(buffer.subarray(0, end === bytes - 1 ? end : bytes)), bytes, offset };
      offset += bytes;
      buffer = buffer.subarray(bytes);
    }
    rest = buffer;
  }
  if (rest.length > 0) yield { text: textOf(rest), bytes: rest.length, offset };
}

const strict = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes);
  } catch {
    return Buffer.from(bytes)
      .toString('latin1')
      .replace(/[\u0080-\u00ff]/g, (character) => `\\x${character.charCodeAt(0).toString(16)}`);
  }
}
