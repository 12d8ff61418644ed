import { expect, it } from 'vitest';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import { fieldGroups } from './field-groups.ts';
import { rawText } from './raw-text.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

it('indents JSON without touching a number or an escape', () => {
  const raw = '{"id":12345678901234567890,"a":[1.0,{}],"t":"\\u202e\\"x, y: {\\"","e":[]}';
  const shown = rawText(bytesOf(raw));
  expect(shown.kind).toBe('json');
  expect(shown.text).toContain('"id": 12345678901234567890,\n');
  expect(shown.text).toContain('1.0');
  expect(shown.text).toContain('"\\u202e\\"x, y: {\\""');
  expect(shown.text).toContain('"e": []');
  expect(shown.text.replace(/\s/g, '')).toBe(raw.replace(/\s/g, ''));
});

it('leaves a text line as it is and shows bytes that are no text', () => {
  expect(rawText(bytesOf('Oct  1 sshd[7]: Accepted'))).toMatchObject({
    kind: 'text',
    text: 'Oct  1 sshd[7]: Accepted',
  });
  const hex = rawText(new Uint8Array([0xff, 0x00, 0x41]));
  expect(hex).toMatchObject({ kind: 'hex', shownBytes: 3 });
  expect(hex.text).toBe(`00000000  ff 00 41${' '.repeat(39)}  ..A`);
});

it('says how much of a long text it shows', () => {
  const shown = rawText(bytesOf('x'.repeat(300_000)));
  expect(shown.shownBytes).toBe(262_144);
  expect(shown.text).toHaveLength(262_144);
});

it('groups every field and names attributes as a query does', () => {
  const row = { actor: 'alice', targets: ['a', 'b'], attributes: { 'a b': { c: 1 }, list: ['x'], none: null } };
  const groups = fieldGroups(row as unknown as TimelineRowJson);
  expect(groups.map((group) => group.title)).toContain('To what');
  const lines = groups.flatMap((group) => group.lines);
  expect(lines.filter((line) => line.field === 'targets').map((line) => line.value)).toEqual(['a', 'b']);
  expect(lines).toContainEqual({ field: 'attributes."a b".c', value: '1', isQueryable: true });
  expect(lines).toContainEqual({ field: 'attributes.none', value: null, isQueryable: true });
});
