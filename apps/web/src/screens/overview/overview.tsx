'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { CaseAbout } from './case-about.tsx';
import { Members } from './members.tsx';
import { NextStep } from './next-step.tsx';
import { Notes } from './notes.tsx';
import classes from './overview.module.css';
import { PendingOverview } from './pending-overview.tsx';
import { WhatHappened } from './what-happened.tsx';
import { WhatRuns } from './what-runs.tsx';
import { WhatUnknown } from './what-unknown.tsx';
import { WhatVanishes } from './what-vanishes.tsx';

/** A case on one page: the next step, the four questions, and the place to think. */
export function Overview({ caseId }: { caseId: string }) {
  const overview = useQuery({
    ...api.overview.get.queryOptions({ input: { caseId } }),
    refetchInterval: (query) => (query.state.data?.acquisitions.length ? 10_000 : false),
  });
  const one = useQuery(api.cases.get.queryOptions({ input: { caseId } }));
  const error = overview.error ?? one.error;
  if (error) return <ProblemPanel error={error} what="The overview" onRetry={() => void overview.refetch()} />;
  if (!overview.data || !one.data) return <PendingOverview />;
  const data = overview.data;
  const mayCollect = one.data.may.includes('acquisition:start');
  return (
    <div className={classes.page}>
      <NextStep caseId={caseId} overview={data} />
      <div className={classes.grid}>
        <div>
          <WhatHappened caseId={caseId} overview={data} />
          <WhatRuns caseId={caseId} overview={data} />
          <Notes detail={one.data} />
        </div>
        <div>
          <WhatVanishes caseId={caseId} clocks={data.evaporation} mayCollect={mayCollect} />
          <WhatUnknown caseId={caseId} gaps={data.gaps} />
          <CaseAbout detail={one.data} />
          <Members detail={one.data} />
        </div>
      </div>
    </div>
  );
}
