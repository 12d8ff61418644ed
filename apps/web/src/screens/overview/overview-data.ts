import type { z } from 'zod';
import type { caseNote } from '../../contract/case-notes.ts';
import type { caseDetail } from '../../contract/cases.ts';
import type { caseOverview } from '../../contract/overview.ts';

export type OverviewData = z.output<typeof caseOverview>;
export type CaseDetail = z.output<typeof caseDetail>;
export type CaseNote = z.output<typeof caseNote>;
