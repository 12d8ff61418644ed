import type { CaseCall } from '../platform/call.ts';
import { userNames } from '../platform/user-names.ts';
import { noteRowOf } from './note-row.ts';

/** Oldest first, without removed ones. */
export async function listNotes({ platform, access }: CaseCall, { kind }: { kind?: string | undefined }) {
  const rows = await platform.db.prisma.caseNote.findMany({
    where: { caseId: access.caseId, deletedAt: null, ...(kind ? { kind } : {}) },
    orderBy: { id: 'asc' },
    take: 2000,
  });
  const names = await userNames(
    platform.db,
    rows.map((row) => row.authorId),
  );
  return { items: rows.map((row) => noteRowOf(row, names)), next: null };
}
