import type { ProcedureMeta } from './procedure.ts';

export interface PlainRoute extends ProcedureMeta {
  id: string;
  method: 'GET' | 'POST' | 'HEAD' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, parameters in braces. */
  path: string;
  summary: string;
  /** Media type of a successful answer. */
  answers: string;
}

const uploads = '/cases/{caseId}/uploads' as const;
const tus = { permission: 'evidence:upload', answers: 'none', perMinute: 6000 } as const;

/** Routes that move bytes: same doors, same table of permissions, walked by the same test. */
export const plainRoutes = [
  {
    id: 'openapi',
    method: 'GET',
    path: '/openapi.json',
    permission: 'self:read',
    summary: 'This API as OpenAPI 3.1',
    answers: 'application/json',
  },
  {
    id: 'evidence.bytes',
    method: 'GET',
    path: '/cases/{caseId}/evidence-bytes',
    permission: 'evidence:raw',
    summary: 'The one route by which evidence bytes leave: a raw record, checked against its sealed hash',
    answers: 'application/octet-stream',
  },
  {
    id: 'evidence.bag',
    method: 'GET',
    path: '/cases/{caseId}/bag',
    permission: 'evidence:export',
    summary: 'BagIt export (tar) with the custody chain; query `evidenceIds`, comma-separated',
    answers: 'application/x-tar',
    perMinute: 10,
  },
  {
    id: 'timeline.export',
    method: 'GET',
    path: '/cases/{caseId}/timeline/export',
    permission: 'timeline:read',
    summary: 'Every selected row; query `format` csv or jsonl, `query`, `from`, `until`, `includeHidden`, `includeOwn`',
    answers: 'text/csv or application/jsonl',
    perMinute: 20,
  },
  {
    id: 'audit.export',
    method: 'GET',
    path: '/audit/export',
    permission: 'audit:read',
    stepUp: true,
    summary: 'Audit rows that fit the filters of the list; query `format` csv or jsonl',
    answers: 'text/csv or application/jsonl',
    perMinute: 20,
  },
  {
    id: 'reports.file',
    method: 'GET',
    path: '/cases/{caseId}/reports/{reportId}/files/{format}',
    permission: 'report:read',
    summary: 'A rendered report: html, pdf or markdown',
    answers: 'attachment',
  },
  { id: 'uploads.create', method: 'POST', path: uploads, summary: 'Begin a resumable upload (tus 1.0)', ...tus },
  { id: 'uploads.state', method: 'HEAD', path: `${uploads}/{uploadId}`, summary: 'How far it came (tus 1.0)', ...tus },
  { id: 'uploads.append', method: 'PATCH', path: `${uploads}/{uploadId}`, summary: 'Append bytes (tus 1.0)', ...tus },
  { id: 'uploads.remove', method: 'DELETE', path: `${uploads}/{uploadId}`, summary: 'Give it up (tus 1.0)', ...tus },
] as const satisfies readonly PlainRoute[];

export type PlainRouteId = (typeof plainRoutes)[number]['id'];

/** Address of the timeline export, for a link. */
export function timelineExportAddress(
  caseId: string,
  format: 'csv' | 'jsonl',
  selection: {
    query?: string;
    from?: string | null;
    until?: string | null;
    includeHidden?: boolean;
    includeOwn?: boolean;
  },
): string {
  const parameters = new URLSearchParams({ format });
  for (const [key, value] of Object.entries(selection)) if (value) parameters.set(key, String(value));
  return `/api/v1/cases/${encodeURIComponent(caseId)}/timeline/export?${parameters}`;
}
