import type { ReportModel } from '@virga/report';
import type { Parts } from '../parts.ts';

export type Names = ReadonlyMap<string, { name: string; role: string }>;

interface Notes {
  statements: ReportModel['statements'];
  questions: ReportModel['questions'];
  cited: Set<string>;
}

/** Notes and decisions become statements; questions stand apart. What cites no event is printed as uncited. */
export async function gatherNotes(parts: Parts, caseId: string, names: Names): Promise<Notes> {
  const rows = await parts.db.prisma.caseNote.findMany({
    where: { caseId, deletedAt: null },
    orderBy: { createdAt: 'asc' },
  });
  const cited = new Set(rows.flatMap((row) => row.eventIds));
  const statementOf = (row: (typeof rows)[number]): ReportModel['statements'][number] => ({
    kind: row.kind === 'decision' || row.kind === 'question' ? 'opinion' : row.eventIds.length > 0 ? 'fact' : 'opinion',
    text: row.reason ? `${row.text} Reason: ${row.reason}` : row.text,
    confidence: null,
    events: row.eventIds,
    against: [],
    gaps: [],
    author: names.get(row.authorId)?.name ?? 'unknown',
    at: row.createdAt.toISOString(),
  });
  return {
    statements: rows.filter((row) => row.kind === 'note' || row.kind === 'decision').map(statementOf),
    questions: rows
      .filter((row) => row.kind === 'question')
      .map((row) => ({ question: row.text, answers: row.eventIds.length > 0 ? [statementOf(row)] : [] })),
    cited,
  };
}
