'use client';

import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { countText, MiddleCut, StatePanel, TimeText } from '@virga/ui';
import { api } from '../../contract/client.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { CopyButton } from '../tables/copy-button.tsx';
import { AnchorWords } from './anchor-words.tsx';
import { CustodyTable } from './custody-table.tsx';
import classes from './evidence.module.css';
import type { CustodyState } from './evidence-row.ts';
import { VerificationList } from './verification-list.tsx';

/** The chain of the case: its verdict as recomputed now, its newest signed head, its entries. */
export function CustodyChain({ caseId }: { caseId: string }) {
  const chain = useInfiniteQuery(
    api.evidence.custody.infiniteOptions({
      input: (cursor: string | undefined) => ({ caseId, limit: 200, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  if (chain.isPending) return <Pending what="the custody chain" lines={4} />;
  if (chain.error)
    return <ProblemPanel error={chain.error} what="The custody chain" onRetry={() => void chain.refetch()} />;
  const state = chain.data.pages.at(-1);
  const rows = chain.data.pages.flatMap((page) => page.items);
  if (!state || rows.length === 0) return <StatePanel state="none found" title="The chain has no entry yet" />;
  return (
    <>
      <Verdict state={state} />
      <CustodyTable rows={rows} label="Custody chain" />
      {chain.hasNextPage ? (
        <Button m={8} variant="default" loading={chain.isFetchingNextPage} onClick={() => void chain.fetchNextPage()}>
          Load more entries after {countText(rows.length)}
        </Button>
      ) : null}
    </>
  );
}

function Verdict({ state }: { state: CustodyState }) {
  const head = state.heads.reduce<CustodyState['heads'][number] | null>(
    (newest, one) => (newest === null || one.number > newest.number ? one : newest),
    null,
  );
  return (
    <div className={classes.prose}>
      <p role={state.verdict.intact ? undefined : 'alert'}>
        <span className={state.verdict.intact ? classes.good : classes.bad}>
          {state.verdict.intact ? '✓' : '✕'} {state.verdict.sentence.replace(/[.]+$/, '')}.
        </span>
      </p>
      {head ? (
        <dl className={classes.facts}>
          <dt>Newest signed head</dt>
          <dd className={classes.hash}>
            <span className={classes.whole}>entry {countText(head.number)}</span>{' '}
            <TimeText iso={head.signedAt} seconds />
            <MiddleCut text={head.entryHash} />
            <CopyButton value={head.entryHash} what="head of the chain" />
          </dd>
          <dt>Key fingerprint</dt>
          <dd className={classes.hash}>
            <MiddleCut text={head.keyFingerprint} />
            <CopyButton value={head.keyFingerprint} what="key fingerprint" />
          </dd>
          <dt>Anchor</dt>
          <dd>
            <AnchorWords anchor={state.anchor} />
          </dd>
          <dt>Read again</dt>
          <dd>
            <VerificationList rows={state.verifications.slice(0, 3)} label="Readings of the chain" />
          </dd>
        </dl>
      ) : (
        <p>No head is signed yet; a worker signs it with the next seal.</p>
      )}
    </div>
  );
}
