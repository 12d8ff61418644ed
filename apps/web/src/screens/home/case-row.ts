import type { z } from 'zod';
import type { caseRow } from '../../contract/cases.ts';

export type CaseRow = z.output<typeof caseRow>;
