import type { FieldReader } from './field-ahead.ts';
import { readReference } from './field-ahead.ts';
import { fieldMeantBy } from './fields.ts';
import { parseIpNetwork } from './ip-network.ts';
import { parseRange } from './parse-range.ts';
import { parseRegex } from './parse-regex.ts';
import { plainText, type QueryReader, type Word } from './query-reader.ts';
import type { QueryTree, ValueTest } from './tree.ts';

/** Reads what stands behind `field:` into its leaf. */
export function parseFieldValue(reader: QueryReader, field: FieldReader): QueryTree {
  if (field.kind === 'exists') return parseExists(reader);
  if (reader.isAtEnd || /[\s)]/.test(reader.peek())) {
    reader.refuse(field.position, `"${field.ref.name}" has no value`, 'a value after the colon', field.length + 1);
  }
  const from = reader.position;
  const range = parseRange(reader, field);
  if (range) return range;
  if (field.kind === 'time' || field.kind === 'severity' || field.kind === 'number') {
    return reader.refuse(from, 'this is not a value of the field', 'a value or a range');
  }
  if (reader.peek() === '"') {
    const value = reader.readQuoted();
    return valueLeaf(reader, field, from, { op: 'equals', value });
  }
  const found = reader.readPattern();
  if (found) {
    if (field.kind === 'flag') reader.refuse(from, 'this field is true or false', 'true or false');
    parseRegex(found.pattern, found.offset);
    return { kind: 'value', field: field.ref, test: { op: 'regex', pattern: found.pattern } };
  }
  const word = reader.readWord();
  if (word.length === 0) reader.refuse(from, 'a value is missing', 'a value', 1);
  return wordLeaf(reader, field, word);
}

function wordLeaf(reader: QueryReader, field: FieldReader, word: Word): QueryTree {
  const plain = plainText(word.glob);
  if (plain !== null) return valueLeaf(reader, field, word.position, { op: 'equals', value: plain });
  if (word.plain === '*') return { kind: 'exists', field: field.ref };
  if (field.kind === 'flag') reader.refuse(word.position, 'this field is true or false', 'true or false');
  return { kind: 'value', field: field.ref, test: { op: 'glob', glob: word.glob } };
}

function valueLeaf(
  reader: QueryReader,
  field: FieldReader,
  from: number,
  test: Extract<ValueTest, { op: 'equals' }>,
): QueryTree {
  const lower = test.value.toLowerCase();
  if (field.kind === 'flag') {
    if (!['true', 'false', 'yes', 'no'].includes(lower)) {
      reader.refuse(from, 'this field is true or false', 'true or false');
    }
    return { kind: 'flag', field: field.ref, value: lower === 'true' || lower === 'yes' };
  }
  if (field.kind === 'ip') return ipLeaf(reader, field, from, test);
  if (field.values && !field.values.some((value) => value.toLowerCase() === lower)) {
    reader.refuse(from, `"${field.ref.name}" never has this value`, field.values.join(', '));
  }
  return { kind: 'value', field: field.ref, test };
}

function ipLeaf(
  reader: QueryReader,
  field: FieldReader,
  from: number,
  test: Extract<ValueTest, { op: 'equals' }>,
): QueryTree {
  const network = parseIpNetwork(test.value);
  if (network) return { kind: 'ip', field: field.ref, network };
  if (/^[\d./]+$|\/|^[0-9a-f]*:[0-9a-f:.]*$/i.test(test.value)) {
    reader.refuse(from, 'this is not a whole address', 'an address, a network such as 10.0.0.0/8, or 198.51.100.*');
  }
  return { kind: 'value', field: field.ref, test };
}

function parseExists(reader: QueryReader): QueryTree {
  const from = reader.position;
  const name = reader.lookAt(/[A-Za-z_@][A-Za-z0-9_]*/y)?.[0] ?? '';
  const ref = readReference(reader, name);
  if (!ref || (ref.name === 'attributes' && ref.path.length === 0)) {
    const meant = name && fieldMeantBy(name);
    reader.refuse(from, `there is no field "${name}"`, meant ? `"${meant}"` : 'a field of the timeline', name.length);
  }
  if (!reader.isAtEnd && !/[\s)]/.test(reader.peek())) {
    reader.refuse(reader.position, 'the name of the field goes on', 'a space after the field', 1);
  }
  return { kind: 'exists', field: ref };
}
