'use client';

import { Button, SegmentedControl, Tabs, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { countText, StatePanel } from '@virga/ui';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { DenseTable } from '../tables/dense-table.tsx';
import { PendingTable } from '../tables/pending-table.tsx';
import { inventoryColumns } from './inventory-columns.tsx';
import { type InventoryTab, inventoryTabs } from './inventory-kinds.ts';
import { RowActions } from './row-actions.tsx';
import classes from './scope.module.css';

const minWidth = '1280px';
const presences = ['both', 'live', 'gone'] as const;

/** What there is and what was there, by kind; every row offers what can be done with it. */
export function Inventory({ caseId, may }: { caseId: string; may: ReadonlySet<string> }) {
  const [kind, setKind] = useState<InventoryTab>('instance');
  const [presence, setPresence] = useState<(typeof presences)[number]>('both');
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 250);
  const catalog = useQuery(api.catalog.get.queryOptions());
  const filter = { kind, ...(presence === 'both' ? {} : { presence }), ...(text ? { text } : {}) };
  const list = useInfiniteQuery({
    ...api.scope.inventory.infiniteOptions({
      input: (cursor: string | undefined) => ({ caseId, limit: 500, ...filter, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
  const actions = (catalog.data?.actions ?? []).filter((action) => action.targets.includes(kind));
  const columns = inventoryColumns((item) => (
    <RowActions
      caseId={caseId}
      item={item}
      actions={actions}
      mayCollect={may.has('acquisition:start')}
      mayContain={may.has('action:propose')}
    />
  ));
  const label = inventoryTabs.find((tab) => tab.kind === kind)!.label;
  return (
    <Tabs value={kind} onChange={(next) => setKind(inventoryTabs.find((tab) => tab.kind === next)?.kind ?? 'instance')}>
      <Tabs.List px={16} mb={8}>
        {inventoryTabs.map((tab) => (
          <Tabs.Tab key={tab.kind} value={tab.kind}>
            {tab.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <div className={classes.filters}>
        <TextInput
          aria-label="Filter by name or id"
          placeholder="Name or id contains"
          leftSection={<IconSearch size={16} />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label="Presence"
          data={[
            { value: 'both', label: 'Live and gone' },
            { value: 'live', label: 'Live' },
            { value: 'gone', label: 'Gone' },
          ]}
          value={presence}
          onChange={(next) => setPresence(presences.find((one) => one === next) ?? 'both')}
        />
      </div>
      <Tabs.Panel value={kind}>
        {list.isPending ? <PendingTable what="the inventory" columns={columns} rows={10} minWidth={minWidth} /> : null}
        {list.error ? (
          <ProblemPanel error={list.error} what="The inventory" onRetry={() => void list.refetch()} />
        ) : null}
        {list.isSuccess && rows.length === 0 ? (
          <StatePanel
            state="none found"
            title={
              text || presence !== 'both'
                ? `No ${label.toLowerCase()} under this filter`
                : `No ${label.toLowerCase()} known`
            }
            action={
              text || presence !== 'both' ? (
                <Button
                  variant="default"
                  onClick={() => {
                    setTyped('');
                    setPresence('both');
                  }}
                >
                  Widen
                </Button>
              ) : undefined
            }
          >
            Whether each region answered stands below, under Inventory runs: none found is not none there.
          </StatePanel>
        ) : null}
        {rows.length > 0 ? (
          <DenseTable
            label={label}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            minWidth={minWidth}
            height="min(60vh, 900px)"
            footer={`${countText(rows.length)} ${label.toLowerCase()}${list.hasNextPage ? ', more exist' : ', all shown'}`}
          />
        ) : null}
        {list.hasNextPage ? (
          <Button m={8} variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Load more
          </Button>
        ) : null}
      </Tabs.Panel>
    </Tabs>
  );
}
