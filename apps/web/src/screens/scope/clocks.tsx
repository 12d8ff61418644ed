'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';
import { WhatVanishes } from '../overview/what-vanishes.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';

/** The evaporation clocks of every source not yet collected: any time first, then the soonest. */
export function Clocks({ caseId, mayCollect }: { caseId: string; mayCollect: boolean }) {
  const clocks = useQuery(api.scope.evaporation.queryOptions({ input: { caseId } }));
  if (clocks.error)
    return <ProblemPanel error={clocks.error} what="What is vanishing" onRetry={() => void clocks.refetch()} />;
  if (!clocks.data) return null;
  return <WhatVanishes caseId={caseId} clocks={clocks.data.items} mayCollect={mayCollect} />;
}
