import { jobIdOf, renderReportJob } from '@virga/jobs';
import type { Parts } from '../parts.ts';

/** A draft that has no file after this long: whoever wanted to queue it, or the queue, was gone. */
const lateMs = 20_000;

/** Reports whose job was lost between their row and the queue. One that is still being rendered is only rendered again. */
export async function renderLostReports(parts: Parts): Promise<void> {
  const rows = await parts.db.prisma.report.findMany({
    where: { state: 'draft', files: { none: {} }, createdAt: { lt: new Date(Date.now() - lateMs) } },
    select: { id: true },
    take: 100,
  });
  for (const { id } of rows)
    await parts.jobs.enqueue(renderReportJob, { reportId: id }, { jobId: jobIdOf(id, 'render', 0) });
}
