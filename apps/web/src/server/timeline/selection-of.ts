import type { Selection } from '@virga/timeline';
import type { CaseCall } from '../platform/call.ts';
import { microsOrNull } from '../platform/iso-time.ts';

export interface SelectionInput {
  query: string;
  from: string | null;
  until: string | null;
  includeHidden: boolean;
  includeOwn: boolean;
}

/** The selection of a request, tied to the case the guard let in and to the request's own life. */
export function selectionOf({ access, signal }: Pick<CaseCall, 'access' | 'signal'>, input: SelectionInput): Selection {
  return {
    access,
    query: input.query,
    range: { from: microsOrNull(input.from, 'from'), until: microsOrNull(input.until, 'until') },
    includeHidden: input.includeHidden,
    includeOwn: input.includeOwn,
    ...(signal ? { signal } : {}),
  };
}
