'use client';

import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { bytesText, countText, LedgerMark, MiddleCut, StatePanel, TimeText } from '@virga/ui';
import { api } from '../../contract/client.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { CopyButton } from '../tables/copy-button.tsx';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { PendingTable } from '../tables/pending-table.tsx';
import classes from './evidence.module.css';
import { EvidenceDetailPanel } from './evidence-detail.tsx';
import type { EvidenceRow } from './evidence-row.ts';
import { stateText, VerifyMark } from './verify-mark.tsx';

const columns: Column<EvidenceRow>[] = [
  { key: 'number', title: 'Item', width: '48px', cell: (row) => `E-${row.number}` },
  { key: 'title', title: 'Title', cell: (row) => <span title={row.title}>{row.title}</span> },
  { key: 'source', title: 'Source', width: '136px', cell: (row) => row.sourceId },
  {
    key: 'size',
    title: 'Size',
    width: '76px',
    align: 'right',
    cell: (row) => (
      <span title={`${row.sizeBytes} bytes, ${bytesText(row.storedBytes)} stored`}>{bytesText(row.sizeBytes)}</span>
    ),
  },
  { key: 'events', title: 'Events', width: '64px', align: 'right', cell: (row) => countText(row.eventCount) },
  {
    key: 'sha256',
    title: 'SHA-256',
    width: '148px',
    cell: (row) =>
      row.sha256 ? (
        <span className={classes.hash}>
          <MiddleCut text={row.sha256} tail={6} />
          <CopyButton value={row.sha256} what={`SHA-256 of E-${row.number}`} />
        </span>
      ) : (
        <span className={classes.quiet}>not sealed yet</span>
      ),
  },
  {
    key: 'sealed',
    title: 'Sealed at',
    width: '176px',
    cell: (row) =>
      row.sealedAt ? <TimeText iso={row.sealedAt} seconds /> : <span className={classes.quiet}>not sealed yet</span>,
  },
  { key: 'verify', title: 'Hash check', width: '88px', cell: (row) => <VerifyMark row={row} /> },
  { key: 'state', title: 'State', width: '72px', cell: (row) => <span title={stateText(row)}>{stateText(row)}</span> },
  {
    key: 'ledger',
    title: 'Ledger',
    width: '160px',
    cell: (row) => (
      <span title={row.ledgerReasons.join('; ')}>
        <LedgerMark colour={row.ledgerColour} />
      </span>
    ),
  },
];

const minWidth = '1240px';

/** Evidence items; each opens to its whole ledger and its custody entries. */
export function EvidenceTable({ caseId }: { caseId: string }) {
  const list = useInfiniteQuery(
    api.evidence.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ caseId, limit: 200, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  if (list.isPending)
    return <PendingTable what="the evidence items" columns={columns} rows={4} opens minWidth={minWidth} />;
  if (list.error)
    return <ProblemPanel error={list.error} what="The evidence items" onRetry={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap((page) => page.items);
  if (rows.length === 0)
    return (
      <StatePanel state="none found" title="No evidence item is sealed or being written">
        An item appears as soon as an acquisition has its first bytes.
      </StatePanel>
    );
  return (
    <>
      <DenseTable
        label="Evidence items"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowName={(row) => `E-${row.number}`}
        detail={(row) => <EvidenceDetailPanel caseId={caseId} evidenceId={row.id} />}
        minWidth={minWidth}
        footer={`${countText(rows.length)} items${list.hasNextPage ? ', more exist' : ', all shown'}`}
      />
      {list.hasNextPage ? (
        <Button m={8} variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Load more items
        </Button>
      ) : null}
    </>
  );
}
