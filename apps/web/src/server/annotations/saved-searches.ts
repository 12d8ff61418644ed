import { audit, emitLive, notFound, type SavedSearch } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { isoOf } from '../platform/iso-time.ts';
import { userNames, userRefOf } from '../platform/user-names.ts';

function searchOf(row: SavedSearch, names: ReadonlyMap<string, string>) {
  const { id, name, query, columns } = row;
  return { id, name, query, columns, by: userRefOf(names, row.userId), createdAt: isoOf(row.createdAt) };
}

export async function listSearches({ platform, access }: CaseCall) {
  const rows = await platform.db.prisma.savedSearch.findMany({
    where: { caseId: access.caseId },
    orderBy: { name: 'asc' },
    take: 500,
  });
  const names = await userNames(
    platform.db,
    rows.map((row) => row.userId),
  );
  return { items: rows.map((row) => searchOf(row, names)), next: null };
}

/** A name is taken once per case: the same name again is a conflict, never a silent replacement. */
export async function saveSearch(call: CaseCall, input: { name: string; query: string; columns: string[] }) {
  const { caseId, userId } = call.access;
  const { name, query, columns } = input;
  return call.platform.db.prisma.$transaction(async (tx) => {
    const row = await tx.savedSearch.create({ data: { id: newId(), caseId, userId, name, query, columns } });
    await audit(tx, { ...auditOf(call), action: 'search saved', targetKind: 'search', targetId: row.id });
    await emitLive(tx, { caseId, kind: 'annotation', subject: row.id, payload: { search: true } });
    return searchOf(row, new Map([[userId, call.caller.user.name]]));
  });
}

export async function removeSearch(call: CaseCall, { searchId }: { searchId: string }): Promise<{ ok: true }> {
  const { caseId } = call.access;
  await call.platform.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.savedSearch.deleteMany({ where: { id: searchId, caseId } });
    if (count === 0) throw notFound();
    await audit(tx, { ...auditOf(call), action: 'search removed', targetKind: 'search', targetId: searchId });
    await emitLive(tx, { caseId, kind: 'annotation', subject: searchId, payload: { search: true } });
  });
  return { ok: true };
}
