const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Signs that take two columns in a fixed-width font: East Asian scripts, full-width forms, emoji. */
const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u;

/** One column each: what almost every cell holds. */
const plain = /^[\x20-\x7E]*$/;

/** Where the end of a text begins that takes at most so many columns; never inside of a sign that is made of several. */
export function tailStart(text: string, columns: number): number {
  // Looking at the end is enough, and a value of 32 kB must not hold up a row.
  const from = Math.max(0, text.length - columns * 8);
  if (plain.test(text.slice(from))) return Math.max(0, text.length - columns);
  let left = columns;
  let start = text.length;
  for (const { segment, index } of [...graphemes.segment(text.slice(from))].reverse()) {
    left -= wide.test(segment) ? 2 : 1;
    if (left < 0) break;
    start = from + index;
  }
  return start;
}
