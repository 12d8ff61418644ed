'use client';

import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { bytesText, countText, LedgerMark, MiddleCut, TimeText } from '@virga/ui';
import Link from 'next/link';
import { api } from '../../contract/client.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { CopyButton } from '../tables/copy-button.tsx';
import { CustodyTable } from './custody-table.tsx';
import classes from './evidence.module.css';
import { ExpansionQuestion } from './expansion-question.tsx';
import { LedgerSums } from './ledger-sums.tsx';
import { RejectedSpans } from './rejected-spans.tsx';
import { VerificationList } from './verification-list.tsx';
import { VerifiedAt } from './verify-mark.tsx';

/** One item opened: where it came from, its ledger with every sum, what was rejected and why, its custody entries. */
export function EvidenceDetailPanel({ caseId, evidenceId }: { caseId: string; evidenceId: string }) {
  const queries = useQueryClient();
  const item = useQuery(api.evidence.get.queryOptions({ input: { caseId, evidenceId } }));
  const verify = useMutation(
    api.evidence.verify.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.evidence.key() }),
    }),
  );
  if (item.isPending) return <Pending what="the item" lines={4} />;
  if (item.error) return <ProblemPanel error={item.error} what="The item" onRetry={() => void item.refetch()} />;
  const row = item.data;
  return (
    <>
      <div className={classes.buttons}>
        <Button
          variant="default"
          loading={verify.isPending}
          disabled={!row.sealedAt}
          onClick={() => verify.mutate({ caseId, evidenceId })}
        >
          Verify E-{row.number} now
        </Button>
        <Link href={`/cases/${caseId}/timeline?q=${encodeURIComponent(`evidence:E-${row.number}`)}`}>
          Show its events on the timeline
        </Link>
        {verify.isSuccess ? (
          <span role="status">A worker reads every byte again; the verdict appears here.</span>
        ) : null}
        {verify.error ? (
          <span className={classes.bad} role="alert">
            {verify.error.message}
          </span>
        ) : null}
      </div>
      {row.state === 'waiting' && row.errorCode === 'evidence.expansion' ? (
        <ExpansionQuestion caseId={caseId} evidenceId={evidenceId} sentence={row.errorMessage ?? ''} />
      ) : null}
      <div className={classes.columns}>
        <div>
          <h3 className={classes.sub}>Item</h3>
          <dl className={classes.facts}>
            <Hash label="SHA-256" value={row.sha256} />
            <Hash label="SHA-256 of the manifest" value={row.manifestSha256} />
            <dt>Bytes</dt>
            <dd>
              {bytesText(row.sizeBytes)}, {bytesText(row.storedBytes)} stored as {row.kind}
            </dd>
            <dt>Objects</dt>
            <dd>{countText(row.objectCount)}</dd>
            <dt>Last hash check</dt>
            <dd>
              <VerifiedAt row={row} />
            </dd>
            <dt>Sealed</dt>
            <dd>{row.sealedAt ? <TimeText iso={row.sealedAt} /> : 'not yet'}</dd>
            <dt>Times without a zone</dt>
            <dd>{row.timeAssumption ?? 'no assumption was made'}</dd>
            <dt>Parser</dt>
            <dd>{row.parserId ? `${row.parserId}, generation ${row.generation}` : 'none yet'}</dd>
            {Object.entries(row.origin).map(([name, value]) => (
              <Fact key={name} name={name} value={typeof value === 'string' ? value : JSON.stringify(value)} />
            ))}
          </dl>
        </div>
        <div>
          <h3 className={classes.sub}>
            Import ledger <LedgerMark colour={row.ledgerColour} />
          </h3>
          {row.ledgerReasons.length > 0 ? (
            <ul className={classes.lines}>
              {row.ledgerReasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          ) : null}
          {row.ledger ? (
            <LedgerSums ledger={row.ledger} expected={row.ledger.independent} />
          ) : (
            <p className={classes.quiet}>No ledger yet: it is written while the item is parsed.</p>
          )}
        </div>
      </div>
      {row.ledger ? <RejectedSpans ledger={row.ledger} /> : null}
      <h3 className={classes.sub}>Readings of every byte of E-{row.number}</h3>
      <VerificationList rows={row.verifications} label={`Readings of E-${row.number}`} />
      <h3 className={classes.sub}>Custody entries of E-{row.number}</h3>
      <CustodyTable rows={row.custody} label={`Custody entries of E-${row.number}`} />
    </>
  );
}

function Hash({ label, value }: { label: string; value: string | null }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        {value ? (
          <span className={classes.hash}>
            <MiddleCut text={value} />
            <CopyButton value={value} what={label} />
          </span>
        ) : (
          'not sealed yet'
        )}
      </dd>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <MiddleCut text={value} tail={32} />
      </dd>
    </>
  );
}
