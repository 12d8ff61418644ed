import type { JsonValue } from '@virga/domain';

export type JsonObject = { [key: string]: JsonValue };

/** What parsing one record brought to light besides its value. */
export interface RecordNotes {
  duplicateKeys?: string[];
  /** Numbers that would have lost digits: kept as strings, exactly as written. */
  exactNumbers?: number;
  /** Values nested too deep or beyond the member limit: kept as their JSON text. */
  keptAsText?: number;
  invalidUtf8?: boolean;
}
