import { visibleText } from '@virga/domain';
import { MiddleCut } from '@virga/ui';
import type { ReactNode } from 'react';
import type { Column } from '../tables/dense-table.tsx';
import { attributeWords, survivorWords } from './attribute-words.ts';
import classes from './scope.module.css';
import type { InventoryItem } from './scope-data.ts';

/** Days only; the exact times on hover. */
function Seen({ item }: { item: InventoryItem }) {
  if (!item.firstSeen && !item.lastSeen) return <span className={classes.quiet}>not in the log</span>;
  const day = (iso: string | null) => iso?.slice(0, 10) ?? 'not known';
  return (
    <span title={`${item.firstSeen ?? 'not known'} to ${item.lastSeen ?? 'not known'}`}>
      {day(item.firstSeen)}
      {day(item.firstSeen) === day(item.lastSeen) ? '' : ` – ${day(item.lastSeen)}`}
    </span>
  );
}

/** What is known only from logs has often no name there; its id stands beside. */
function Name({ item }: { item: InventoryItem }) {
  if (item.name === item.resourceId) return <span className={classes.quiet}>no name known</span>;
  return <MiddleCut text={item.name} />;
}

function Facts({ item }: { item: InventoryItem }) {
  if (item.presence === 'live') {
    const words = attributeWords(item.attributes);
    return <span title={words}>{visibleText(words)}</span>;
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
      width: '72px',
      cell: (item) => (item.presence === 'gone' ? <span className={classes.gone}>gone</span> : 'live'),
    },
    { key: 'name', title: 'Name', width: '11%', cell: (item) => <Name item={item} /> },
    { key: 'id', title: 'Id', width: '13.5%', cell: (item) => <MiddleCut text={item.resourceId} tail={20} /> },
    { key: 'region', title: 'Region', width: '120px', cell: (item) => item.region },
    { key: 'account', title: 'Account', width: '104px', cell: (item) => <MiddleCut text={item.externalAccountId} /> },
    { key: 'seen', title: 'First and last seen', width: '212px', cell: (item) => <Seen item={item} /> },
    { key: 'facts', title: 'Facts, or what survives', cell: (item) => <Facts item={item} /> },
    { key: 'actions', title: '', width: '160px', cell: actions },
  ];
}
