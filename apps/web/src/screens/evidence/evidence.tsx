'use client';

import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Section } from '../tables/section.tsx';
import { AcquisitionList } from './acquisition-list.tsx';
import { CustodyChain } from './custody-chain.tsx';
import classes from './evidence.module.css';
import { EvidenceTable } from './evidence-table.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { UploadArea } from './upload/upload-area.tsx';
import { VerifyAll } from './verify-all.tsx';

/** Evidence tab: files in, what runs, what is sealed with its ledger, and the chain of custody. */
export function Evidence({ caseId }: { caseId: string }) {
  const one = useQuery(api.cases.get.queryOptions({ input: { caseId } }));
  const [isExporting, setExporting] = useState(false);
  const queries = useQueryClient();
  // Asked by the list below as well, so these cost nothing: when both fail, everything here did, and it is said once.
  const acquisitions = useQuery(api.acquisitions.list.queryOptions({ input: { caseId, limit: 200 } }));
  const items = useQuery(api.evidence.list.queryOptions({ input: { caseId, limit: 500 } }));
  if (acquisitions.error && items.error)
    return (
      <ProblemPanel
        error={acquisitions.error}
        what="Evidence, acquisitions and custody"
        onRetry={() => void queries.refetchQueries({ type: 'active' })}
      />
    );
  const may = new Set(one.data?.may ?? []);
  return (
    <div className={classes.page}>
      <Section
        title="Acquisitions"
        hint="One line each; 100 % only when sealed and balanced."
        actions={
          may.has('acquisition:start') ? (
            <Button component={Link} href={`/cases/${caseId}/acquire`}>
              Collect from an account
            </Button>
          ) : null
        }
      >
        {may.has('evidence:upload') ? <UploadArea caseId={caseId} /> : null}
        <AcquisitionList caseId={caseId} mayAct={may.has('acquisition:start')} />
      </Section>
      <Section
        title="Evidence items"
        hint="Sealed bytes with their hash, and whether every one of them is accounted for."
        actions={
          <>
            {may.has('evidence:read') ? <VerifyAll caseId={caseId} /> : null}
            {may.has('evidence:export') ? (
              <Button variant="default" onClick={() => setExporting(true)}>
                Export
              </Button>
            ) : null}
          </>
        }
      >
        <EvidenceTable caseId={caseId} />
      </Section>
      <Section title="Custody chain" hint="Every entry holds the hash of the one before.">
        <CustodyChain caseId={caseId} />
      </Section>
      <ExportDialog caseId={caseId} opened={isExporting} onClose={() => setExporting(false)} />
    </div>
  );
}
