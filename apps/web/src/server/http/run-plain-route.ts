import { AppError, errorCodes } from '@virga/domain';
import { z } from 'zod';
import { auditExportQuery } from '../../contract/audit.ts';
import { id } from '../../contract/fields.ts';
import type { PlainRouteId } from '../../contract/plain-routes.ts';
import { rawRecordQuery } from '../../contract/raw-record.ts';
import { reportFormat } from '../../contract/reports.ts';
import { exportAudit } from '../audit/export-audit.ts';
import { exportBag } from '../evidence/export-bag.ts';
import { readRawRecord } from '../evidence/read-raw-record.ts';
import { readReportFile } from '../reports/read-reports.ts';
import { exportTimeline } from '../timeline/export-timeline.ts';
import { serveTus } from '../uploads/serve-tus.ts';
import { type ApiContext, caseCallOf, platformCallOf } from './api-context.ts';
import { openApiDocument } from './open-api-document.ts';

type Params = Record<string, string>;
type Run = (context: ApiContext, params: Params, request: Request) => Promise<Response>;

const tus: Run = (context, params, request) => serveTus(caseCallOf(context), params['uploadId'] ?? null, request);

const runs: Record<PlainRouteId, Run> = {
  openapi: async () => Response.json(await openApiDocument()),
  'evidence.bytes': sendRawRecord,
  'evidence.bag': sendBag,
  'timeline.export': sendTimeline,
  'audit.export': sendAudit,
  'reports.file': sendReport,
  'uploads.create': tus,
  'uploads.state': tus,
  'uploads.append': tus,
  'uploads.remove': tus,
};

/** Runs a route that moves bytes; the guard has let the caller through. */
export function runPlainRoute(
  context: ApiContext,
  route: PlainRouteId,
  params: Params,
  request: Request,
): Promise<Response> {
  return runs[route](context, params, request);
}

/** Attachment, octet-stream, sandbox: evidence is never a page of ours, whatever it holds. */
const evidenceHeaders = {
  'content-type': 'application/octet-stream',
  'content-security-policy': 'sandbox',
  'cache-control': 'no-store',
};

async function sendRawRecord(context: ApiContext, _params: Params, request: Request): Promise<Response> {
  const query = readQuery(rawRecordQuery, request);
  const { record, location, maskedSecrets } = await readRawRecord(caseCallOf(context), query);
  return new Response(record.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      ...evidenceHeaders,
      'content-disposition': `attachment; filename="record-${location.evidenceId}-${location.offset}.bin"`,
      'x-evidence-id': location.evidenceId,
      'x-evidence-object': encodeURIComponent(location.object),
      'x-evidence-offset': String(location.offset),
      'x-evidence-length': String(location.length),
      'x-evidence-file': encodeURIComponent(record.file),
      'x-evidence-decoded-from': String(record.decodedFrom),
      'x-evidence-masked-secrets': String(maskedSecrets),
    },
  });
}

const bagQuery = z.object({
  evidenceIds: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(id).min(1).max(500))
    .optional(),
});

async function sendBag(context: ApiContext, params: Params, request: Request): Promise<Response> {
  const { evidenceIds } = readQuery(bagQuery, request);
  const stream = await exportBag(caseCallOf(context), evidenceIds);
  return new Response(stream, {
    headers: {
      ...evidenceHeaders,
      'content-type': 'application/x-tar',
      'content-disposition': `attachment; filename="virga-case-${params['caseId']}.tar"`,
    },
  });
}

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((word) => word === 'true');
const exportQuery = z.object({
  format: z.enum(['csv', 'jsonl']),
  query: z.string().max(8192).default(''),
  from: z.string().max(40).nullable().default(null),
  until: z.string().max(40).nullable().default(null),
  includeHidden: flag,
  includeOwn: flag,
});

async function sendTimeline(context: ApiContext, params: Params, request: Request): Promise<Response> {
  const { format, ...selection } = readQuery(exportQuery, request);
  const stream = await exportTimeline(caseCallOf(context), format, selection);
  return new Response(stream, {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="timeline-${params['caseId']}.${format}"`,
      'content-security-policy': 'sandbox',
    },
  });
}

async function sendAudit(context: ApiContext, _params: Params, request: Request): Promise<Response> {
  const { format, ...query } = readQuery(auditExportQuery, request);
  return new Response(await exportAudit(platformCallOf(context), format, query), {
    headers: {
      'content-type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
      'content-disposition': `attachment; filename="audit.${format}"`,
      'content-security-policy': 'sandbox',
    },
  });
}

async function sendReport(context: ApiContext, params: Params): Promise<Response> {
  const format = reportFormat.safeParse(params['format']);
  if (!format.success || !id.safeParse(params['reportId']).success) throw missing();
  const file = await readReportFile(caseCallOf(context), params['reportId']!, format.data);
  return new Response(file.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      ...evidenceHeaders,
      'content-disposition': `attachment; filename="${file.fileName}"`,
      'x-content-sha256': file.sha256,
    },
  });
}

function missing(): AppError {
  return new AppError({ code: 'resource.not_found', message: errorCodes['resource.not_found'].meaning });
}

function readQuery<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> {
  const read = schema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (read.success) return read.data;
  throw new AppError({
    code: 'request.invalid',
    message: errorCodes['request.invalid'].meaning,
    facts: { issues: read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) },
  });
}
