import { reportModelSchema } from '@virga/report/model';
import type { ReportModel } from './report-types.ts';

/** Null while the worker has not gathered it (`{}`), or when it has a form this version does not know. */
export function readModel(model: unknown): ReportModel | null {
  return reportModelSchema.safeParse(model).data ?? null;
}
