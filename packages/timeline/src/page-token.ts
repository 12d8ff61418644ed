import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '@virga/domain';
import { formatQuery } from './query/format-query.ts';
import type { ResolvedSelection } from './resolved-selection.ts';
import type { Order } from './store.ts';

/** Where a page begins: behind this key in the order, or before it. */
export interface PagePlace {
  timeMicros: bigint;
  id: string;
  direction: 'after' | 'before';
  /** `now` of the first page, so that relative times do not move between pages. */
  now: bigint;
}

const signatureBytes = 16;

/** Signed, and bound to case, query, range, chips and order: another search refuses it. */
export function writePageToken(key: Uint8Array, place: PagePlace, selection: ResolvedSelection, order: Order): string {
  const fields = [searchHash(selection, order), place.direction, place.timeMicros, place.id, place.now];
  const payload = Buffer.from(fields.join(' '));
  return Buffer.concat([sign(key, payload), payload]).toString('base64url');
}

/** Throws `request.invalid` for a token that is not ours, altered, or of another search. */
export function readPageToken(key: Uint8Array, token: string, selection: ResolvedSelection, order: Order): PagePlace {
  const bytes = Buffer.from(token, 'base64url');
  const payload = bytes.subarray(signatureBytes);
  const isOurs =
    bytes.length > signatureBytes && timingSafeEqual(bytes.subarray(0, signatureBytes), sign(key, payload));
  const [hash, direction, timeMicros, id, now] = payload.toString().split(' ');
  if (!isOurs || hash !== searchHash(selection, order)) {
    throw new AppError({
      code: 'request.invalid',
      message: 'This page belongs to another search. Start the search again.',
    });
  }
  const isAfter = direction === 'after';
  return { timeMicros: BigInt(timeMicros!), id: id!, direction: isAfter ? 'after' : 'before', now: BigInt(now!) };
}

function sign(key: Uint8Array, payload: Uint8Array): Buffer {
  return createHmac('sha256', key).update('timeline page\0').update(payload).digest().subarray(0, signatureBytes);
}

function searchHash(selection: ResolvedSelection, order: Order): string {
  const { caseId, tree, range, excludesHidden, excludesOwn } = selection;
  const parts = [caseId, formatQuery(tree), range.from, range.until, excludesHidden, excludesOwn, order];
  return createHash('sha256').update(parts.map(String).join('\0')).digest('base64url').slice(0, 22);
}
