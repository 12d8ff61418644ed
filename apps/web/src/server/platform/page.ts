import { AppError } from '@virga/domain';

/**
 * Pages by key, newest first, over ids that sort by creation (UUIDv7): `cursor` is the last id of the page before. Asks for
 * one row more than shown to know whether there is another page.
 */
export function pageOf<Row extends { id: string }>(rows: Row[], limit: number): { items: Row[]; next: string | null } {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? items.at(-1)!.id : null };
}

export function beforeId(cursor: string | undefined): { id: { lt: string } } | Record<string, never> {
  if (cursor === undefined) return {};
  if (!/^[0-9a-f-]{36}$/.test(cursor)) throw badCursor();
  return { id: { lt: cursor } };
}

/** A cursor that is a whole number (audit rows, log lines, custody numbers). */
export function numberCursor(cursor: string | undefined): bigint | null {
  if (cursor === undefined) return null;
  if (!/^\d{1,18}$/.test(cursor)) throw badCursor();
  return BigInt(cursor);
}

function badCursor(): AppError {
  return new AppError({
    code: 'request.invalid',
    message: 'This page mark does not belong to this list.',
    facts: { issues: [{ path: 'cursor', message: 'not a page mark of this list' }] },
  });
}
