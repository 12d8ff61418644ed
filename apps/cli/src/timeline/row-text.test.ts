import { describe, expect, it } from 'vitest';
import { csvCell, rowWriter } from './row-text.ts';

describe('row text', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '＝1', '＋1', '－1', '＠x', ' =1', '\u00a0=1'])(
    'disarms %j',
    (text) => {
      expect(csvCell(text, 'userAgent').replace(/^"/, '').startsWith("'")).toBe(true);
    },
  );

  it('leaves numbers and plain text alone, and quotes what needs it', () => {
    expect(csvCell('-5', 'bytesIn')).toBe('-5');
    expect(csvCell('plain', 'actor')).toBe('plain');
    expect(csvCell('a "b", c', 'actor')).toBe('"a ""b"", c"');
  });

  it('shows control and bidirectional characters on a terminal only [S2.cli-escapes]', () => {
    const row = { actor: 'a\u202eb\u009b' };
    expect(rowWriter('jsonl', false, true).line(row)).toBe('{"actor":"a‹U+202E›b‹U+009B›"}\n');
    expect(rowWriter('jsonl', false, false).line(row)).toBe('{"actor":"a\u202eb\u009b"}\n');
  });
});
