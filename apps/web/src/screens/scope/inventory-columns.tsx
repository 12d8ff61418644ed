import { MiddleCut, TimeText } from '@virga/ui';
import type { ReactNode } from 'react';
import type { Column } from '../tables/dense-table.tsx';
import { attributeWords, survivorWords } from './attribute-words.ts';
import classes from './scope.module.css';
import type { InventoryItem } from './scope-data.ts';

function Seen({ iso }: { iso: string | null }) {
  return iso ? <TimeText iso={iso} seconds /> : <span className={classes.quiet}>not in the log</span>;
}

function Facts({ item }: { item: InventoryItem }) {
  if (item.presence === 'live') {
    const words = attributeWords(item.attributes);
    return <MiddleCut text={words} tail={24} />;
  }
  const survivors = survivorWords(item.survives);
  return survivors.length === 0 ? (
    <span className={classes.quiet}>nothing known to survive</span>
  ) : (
    <span title={survivors.join('\n')}>survives: {survivors.join('; ')}</span>
  );
}

/** Columns of every kind; `actions` draws the last one. */
export function inventoryColumns(actions: (item: InventoryItem) => ReactNode): Column<InventoryItem>[] {
  return [
    {
      key: 'presence',
      title: 'Presence',
      width: '80px',
      cell: (item) => (item.presence === 'gone' ? <span className={classes.gone}>gone</span> : 'live'),
    },
    { key: 'name', title: 'Name', width: '18%', cell: (item) => <MiddleCut text={item.name} /> },
    { key: 'id', title: 'Id', width: '22%', cell: (item) => <MiddleCut text={item.resourceId} tail={20} /> },
    { key: 'region', title: 'Region', width: '120px', cell: (item) => item.region },
    { key: 'account', title: 'Account', width: '128px', cell: (item) => <MiddleCut text={item.externalAccountId} /> },
    { key: 'first', title: 'First seen', width: '168px', cell: (item) => <Seen iso={item.firstSeen} /> },
    { key: 'last', title: 'Last seen', width: '168px', cell: (item) => <Seen iso={item.lastSeen} /> },
    { key: 'facts', title: 'Facts, or what survives', cell: (item) => <Facts item={item} /> },
    { key: 'actions', title: '', width: '176px', cell: actions },
  ];
}
