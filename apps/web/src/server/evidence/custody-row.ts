import type { CustodyEntry } from '@virga/domain';
import type { z } from 'zod';
import type { custodyRow } from '../../contract/evidence.ts';

export function custodyRowOf({ caseId: _, ...entry }: CustodyEntry): z.input<typeof custodyRow> {
  return { ...entry, details: entry.details as z.input<typeof custodyRow>['details'] };
}
