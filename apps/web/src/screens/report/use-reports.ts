'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';

/** Files a finished report has: HTML, PDF, Markdown. */
export const fileCount = 3;

/** Reports of the case; asked again every 2 s while one of them is being rendered, beside the live events. */
export function useReports(caseId: string) {
  return useQuery({
    ...api.reports.list.queryOptions({ input: { caseId } }),
    refetchInterval: (query) => (query.state.data?.items.some((row) => row.files.length < fileCount) ? 2000 : false),
  });
}

export function useReport(caseId: string, reportId: string, isRendering: boolean) {
  return useQuery({
    ...api.reports.get.queryOptions({ input: { caseId, reportId } }),
    refetchInterval: isRendering ? 2000 : false,
  });
}

export function useRefreshReports() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: api.reports.key() });
}
