import type { FieldKind } from '../store.ts';
import { fieldMeantBy, fieldNamed } from './fields.ts';
import type { QueryReader } from './query-reader.ts';
import type { FieldRef } from './tree.ts';

/** A field whose name and colon were read; `position` and `length` are those of the name. */
export interface FieldReader {
  ref: FieldRef;
  kind: FieldKind | 'exists';
  values?: readonly string[];
  position: number;
  length: number;
}

const namePattern = /[A-Za-z_@][A-Za-z0-9_]*/y;
const keyPattern = /\.(?:"((?:[^"\\]|\\.)+)"|([^\s:"().\\*?]+))/y;

/**
 * Reads `name:` when it names a field and moves behind the colon. Null when the word is plain text: what is pasted from the
 * screen often holds colons (an ARN, a URL, an IPv6 address, a Windows path). A word with one colon behind something that
 * looks like a field name but is none is refused, because finding nothing would look like an answer.
 */
export function fieldAhead(reader: QueryReader): FieldReader | null {
  const from = reader.position;
  const name = reader.lookAt(namePattern)?.[0];
  if (name === undefined) return null;
  if (name === '_exists_' && reader.peek(name.length) === ':') {
    reader.position += name.length + 1;
    return { ref: { name, path: [] }, kind: 'exists', position: from, length: name.length };
  }
  const definition = fieldNamed(name);
  if (!definition) {
    refuseUnknown(reader, name);
    return null;
  }
  const ref = readReference(reader, name);
  if (!ref || reader.peek() !== ':') {
    reader.position = from;
    return null;
  }
  const length = reader.position - from;
  reader.position++;
  if (definition.kind === 'attribute' && ref.path.length === 0) {
    reader.refuse(from, 'attributes have keys', 'attributes.key:value', length);
  }
  const values = definition.values === undefined ? {} : { values: definition.values };
  return { ref, kind: definition.kind, ...values, position: from, length };
}

/** Reads a field's name and the keys below `attributes`; null, without moving, when there is none. */
export function readReference(reader: QueryReader, name: string): FieldRef | null {
  const definition = fieldNamed(name);
  if (!definition) return null;
  reader.position += name.length;
  const path: string[] = [];
  while (definition.kind === 'attribute') {
    const key = reader.lookAt(keyPattern);
    if (!key) break;
    reader.position += key[0].length;
    path.push(key[2] ?? key[1]!.replace(/\\(["\\])/g, '$1'));
  }
  return { name: definition.name, path };
}

function refuseUnknown(reader: QueryReader, name: string): void {
  if (name.length < 4 || reader.peek(name.length) !== ':') return;
  const rest = reader.lookAt(/[A-Za-z_@]\w*:([^\s()"]*)/y)?.[1] ?? '';
  const looksPasted = rest.includes(':') || rest.startsWith('/') || rest.startsWith('\\');
  if (looksPasted) return;
  const meant = fieldMeantBy(name);
  const advice = 'quotation marks around it to search for the text';
  const expected = meant ? `"${meant}:", or ${advice}` : `a field of the timeline, or ${advice}`;
  reader.refuse(reader.position, `there is no field "${name}"`, expected, name.length);
}
