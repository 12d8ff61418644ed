import type { z } from 'zod';
import type { reportRow } from '../../contract/reports.ts';

export type ReportRow = z.output<typeof reportRow>;
export type { ReportModel } from '@virga/report/model';
