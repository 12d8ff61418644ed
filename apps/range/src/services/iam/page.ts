import type { RangeCall, XmlValue } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';

const DEFAULT_ITEMS = 100;

export interface Page<T> {
  items: T[];
  /** IsTruncated and Marker, to be put beside the list. */
  more: { IsTruncated: boolean; Marker?: string };
}

/** IAM's paging: MaxItems 1 to 1000 (100 when absent) and an opaque Marker. */
export function pageOf<T>(call: RangeCall, all: T[]): Page<T> {
  const given = call.params.MaxItems;
  const max = given === undefined ? DEFAULT_ITEMS : Number(given);
  if (!Number.isInteger(max) || max < 1 || max > 1000) {
    throw new ServiceError(
      'ValidationError',
      400,
      `Value '${String(given)}' at 'maxItems' failed to satisfy constraint: Member must be between 1 and 1000`,
    );
  }
  const marker = call.params.Marker;
  const start = marker === undefined ? 0 : readMarker(String(marker));
  const items = all.slice(start, start + max);
  const next = start + items.length;
  if (next >= all.length) return { items, more: { IsTruncated: false } };
  return { items, more: { IsTruncated: true, Marker: Buffer.from(`m${next}`).toString('base64') } };
}

function readMarker(marker: string): number {
  const m = /^m(\d+)$/.exec(Buffer.from(marker, 'base64').toString('latin1'));
  if (!m) throw new ServiceError('ValidationError', 400, 'Invalid Marker');
  return Number(m[1]);
}

/** A reply with one page of a list. */
export function pagedReply<T>(call: RangeCall, name: string, all: T[], toXml: (item: T) => XmlValue) {
  const { items, more } = pageOf(call, all);
  return { xml: { [name]: items.map(toXml), ...more } };
}

/** Entities of a record whose path starts with PathPrefix, in the order of their names. */
export function byPath<T extends { path: string; name: string }>(call: RangeCall, entities: Record<string, T>): T[] {
  const prefix = String(call.params.PathPrefix ?? '/');
  return Object.values(entities)
    .filter((entity) => entity.path.startsWith(prefix))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
