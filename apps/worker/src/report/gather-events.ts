import { maskSecrets } from '@virga/detection';
import { formatTime, severities } from '@virga/domain';
import type { ReportModel } from '@virga/report';
import type { Parts } from '../parts.ts';
import type { Names } from './gather-notes.ts';

/** Worst first in the domain's list; stored as 0 info … 4 critical. */
const severityOf = (stored: number) => severities[4 - stored] ?? 'info';

/** Every event that is starred, marked for the report or cited, in time order, with its place in the sealed bytes. */
export async function gatherEvents(
  parts: Parts,
  caseId: string,
  cited: ReadonlySet<string>,
  names: Names,
): Promise<ReportModel['events']> {
  const { prisma } = parts.db;
  const annotations = await prisma.annotation.findMany({
    where: { caseId, OR: [{ starred: true }, { inReport: true }] },
  });
  const marked = new Map(annotations.map((row) => [row.eventId, row]));
  const ids = [...new Set([...marked.keys(), ...cited])];
  const rows = await prisma.timelineRow.findMany({
    where: { caseId, id: { in: ids } },
    orderBy: [{ timeMicros: 'asc' }, { id: 'asc' }],
  });
  const comments = await prisma.eventComment.findMany({
    where: { caseId, eventId: { in: ids }, deletedAt: null },
    orderBy: { at: 'asc' },
  });
  return rows.map((row) => {
    const mark = marked.get(row.id);
    const {
      timeRaw,
      timePrecision,
      source,
      provider,
      account,
      region,
      action,
      outcome,
      actor,
      sourceIp,
      target,
      message,
      uid,
      contentHash,
      parser,
    } = row;
    return {
      ...{
        id: row.id,
        timeRaw,
        timePrecision,
        source,
        provider,
        account,
        region,
        action,
        outcome,
        actor,
        sourceIp,
        target: target === null ? null : maskSecrets(target).text,
        message: maskSecrets(message).text,
        uid,
        contentHash,
        parser,
      },
      time: formatTime(row.timeMicros),
      severity: severityOf(row.severity),
      detections: (row.detections as { title: string; techniques: string[] }[]).map(({ title, techniques }) => ({
        title,
        techniques,
      })),
      record: {
        evidenceId: row.evidenceId,
        object: row.object,
        offset: Number(row.recordOffset),
        length: row.recordLength,
      },
      isStarred: mark?.starred ?? false,
      tags: [...(mark?.verdict ? [mark.verdict] : []), ...(mark?.tags ?? [])],
      comments: comments
        .filter((comment) => comment.eventId === row.id)
        .map((comment) => ({
          author: names.get(comment.userId)?.name ?? 'unknown',
          at: comment.at.toISOString(),
          text: comment.text,
        })),
    };
  });
}
