'use client';

import { useQuery } from '@tanstack/react-query';
import { SecondZone } from '@virga/ui';
import type { ReactNode } from 'react';
import { api } from '../../contract/client.ts';
import { BrokenNotice } from '../evidence/broken-notice.tsx';
import classes from './case-frame.module.css';
import { CaseTabs } from './case-tabs.tsx';
import { ProblemPanel } from './problem-panel.tsx';
import { TabKeys } from './tab-keys.tsx';

/** Tabs and content of one case; a case one may not see says so once, for all its tabs. */
export function CaseFrame({ caseId, children }: { caseId: string; children: ReactNode }) {
  const one = useQuery(api.cases.get.queryOptions({ input: { caseId } }));
  if (one.error) return <ProblemPanel error={one.error} what="This case" onRetry={() => void one.refetch()} />;
  return (
    <div className={classes.frame}>
      <CaseTabs caseId={caseId} />
      <TabKeys caseId={caseId} />
      <BrokenNotice caseId={caseId} />
      <SecondZone value={one.data?.secondZone ?? null}>
        <div className={classes.content}>{children}</div>
      </SecondZone>
    </div>
  );
}
