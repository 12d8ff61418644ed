import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { ServerClient } from '../server/server-client.ts';
import type { ExportOptions } from './options.ts';
import { placeFor, saveBody } from './save-body.ts';

const reportSchema = z.object({
  id: z.uuid(),
  version: z.number(),
  state: z.string(),
  files: z.array(z.object({ format: z.string(), sha256: z.string() })),
});
const reportList = z.object({ items: z.array(reportSchema), next: z.string().nullable() });
type Report = z.output<typeof reportSchema>;

const endings: Record<string, string> = { html: 'html', pdf: 'pdf', markdown: 'md' };
const patienceMs = 300_000;

/** The newest report that has this form, or one that is written now; checked against the hash that the server keeps. */
export async function exportReport(client: ServerClient, caseId: string, { kind, to, isNew }: ExportOptions) {
  const format = kind.slice('report-'.length);
  const path = placeFor(to, `report-${caseId}.${endings[format]}`);
  const report = isNew ? await writeReport(client, caseId, format) : await newestReport(client, caseId, format);
  const expected = fileOf(report, format)?.sha256;
  const response = await client.open(`/cases/${caseId}/reports/${report.id}/files/${format}`);
  const saved = await saveBody(response, path, async ({ sha256 }) => {
    if (sha256 !== expected) throw new Error('what arrived does not have the hash of the report; nothing was kept');
  });
  return { ...saved, version: report.version, state: report.state };
}

const fileOf = (report: Report, format: string) => report.files.find((file) => file.format === format);

async function newestReport(client: ServerClient, caseId: string, format: string): Promise<Report> {
  const { items } = await client.get(`/cases/${caseId}/reports`, reportList);
  const found = items.find((report) => fileOf(report, format));
  if (!found) throw new Error('the case has no report of this kind yet; --new writes one');
  return found;
}

async function writeReport(client: ServerClient, caseId: string, format: string): Promise<Report> {
  const { id } = await client.post(`/cases/${caseId}/reports`, {}, reportSchema);
  for (const until = Date.now() + patienceMs; Date.now() < until; await pause(500)) {
    const report = await client.get(`/cases/${caseId}/reports/${id}`, reportSchema);
    if (fileOf(report, format)) return report;
  }
  throw new Error('the report is not written yet after five minutes: is the parse worker running?');
}
