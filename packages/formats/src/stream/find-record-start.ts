/**
 * First place from `from` on where a record can begin anew after damage: a `{` at the start of a line, or a `{` followed by one
 * of the format's first keys (`"eventVersion"`). `decidedTo` says how far the answer no longer depends on bytes still to come.
 */
export function findRecordStart(
  bytes: Buffer,
  from: number,
  end: number,
  firstKeys: readonly Buffer[],
  isFinal: boolean,
): { found: number; decidedTo: number } {
  let at = from;
  for (;;) {
    const brace = bytes.indexOf(0x7b, at);
    if (brace < 0 || brace >= end) return { found: -1, decidedTo: end };
    if (brace > 0 && bytes[brace - 1] === 0x0a) return { found: brace, decidedTo: brace };
    let next = brace + 1;
    while (next < end && next < brace + 256 && bytes[next]! <= 0x20) next++;
    const longest = 32;
    if (next + longest > end && !isFinal) return { found: -1, decidedTo: brace };
    if (
      firstKeys.some(
        (key) => next + key.length <= end && bytes.compare(key, 0, key.length, next, next + key.length) === 0,
      )
    )
      return { found: brace, decidedTo: brace };
    at = brace + 1;
  }
}
