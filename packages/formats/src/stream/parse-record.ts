import type { JsonValue } from '@virga/domain';
import { CanonicalWriter } from './canonical-json.ts';
import { parseCarefully } from './careful-json.ts';
import { decodeText } from './decode-text.ts';
import type { RecordNotes } from './parsed-record.ts';
import type { SplitValue } from './record-splitter.ts';
import type { StreamLimits } from './stream-limits.ts';

export interface ParsedRecord {
  text: string;
  value: JsonValue;
  /** RFC 8785 text of the value: what contentHash is the hash of. */
  canonical: string;
  notes: RecordNotes | null;
  /** The text has a backslash somewhere. */
  hasEscapes: boolean;
}

const writer = new CanonicalWriter();

/** Parses one record; null when it is not JSON. JSON.parse does it alone unless the scanner saw something it would lose. */
export function parseRecord(found: SplitValue, limits: StreamLimits): ParsedRecord | null {
  const { text, isValid } = decodeText(found.bytes, found.start, found.end);
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
  const needsCare = found.hasLongNumber || found.maxDepth > limits.maxDepth || found.members > limits.maxFields;
  const hasEscapes = text.includes('\\');
  let canonical = needsCare ? '' : writer.write(value, hasEscapes);
  let notes: RecordNotes | null = null;
  if (needsCare || writer.members !== found.members) {
    const careful = parseCarefully(text, limits);
    value = careful.value;
    notes = careful.notes;
    // Two records that differ only in a repeated key are not the same content: the text itself then stands for it.
    canonical = notes.duplicateKeys || notes.keptAsText ? text : writer.write(value, hasEscapes);
  }
  if (!isValid) notes = { ...notes, invalidUtf8: true };
  return { text, value, canonical, notes, hasEscapes };
}
