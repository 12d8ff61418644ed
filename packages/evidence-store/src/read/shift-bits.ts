/**
 * The bytes of a stream from its bit `shift` (0 to 7) on, moved to whole bytes: zlib begins at bytes, deflate blocks at bits,
 * lowest bit first (RFC 1951, 3.1.1). The last byte is filled up with zeros.
 */
export async function* shiftBits(chunks: AsyncIterable<Uint8Array>, shift: number): AsyncGenerator<Uint8Array> {
  if (shift === 0) {
    yield* chunks;
    return;
  }
  let last: number | null = null;
  for await (const chunk of chunks) {
    // Small pieces: who needs one row stops long before the end of a chunk of 4 MiB.
    for (let from = 0; from < chunk.length; from += pieceBytes) {
      const piece = chunk.subarray(from, from + pieceBytes);
      const before: number | null = last;
      last = piece[piece.length - 1]!;
      yield shifted(piece, before, shift);
    }
  }
  if (last !== null) yield Uint8Array.of(last >>> shift);
}

const pieceBytes = 64 * 1024;

/** All bytes that are complete with this piece: the last one waits for its neighbour. */
function shifted(piece: Uint8Array, before: number | null, shift: number): Uint8Array {
  const left = 8 - shift;
  const result = new Uint8Array(piece.length - (before === null ? 1 : 0));
  let at = 0;
  if (before !== null) result[at++] = (before >>> shift) | (piece[0]! << left);
  for (let index = 0; index + 1 < piece.length; index++)
    result[at++] = (piece[index]! >>> shift) | (piece[index + 1]! << left);
  return result;
}
