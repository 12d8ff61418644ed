'use client';

import { Switch } from '@mantine/core';
import { useState } from 'react';
import type { ActionDetail } from './action-types.ts';
import classes from './change-table.module.css';
import { compareStates } from './compare-states.ts';

const known = [
  { key: 'recorded', title: 'Recorded before' },
  { key: 'ours', title: 'As we left it' },
  { key: 'now', title: 'Now' },
] as const;

/** After `action.state_changed`: recorded, ours and now side by side, the differing lines marked with ≠. */
export function StateCompare({ action }: { action: ActionDetail }) {
  const [showsAll, setShowsAll] = useState(false);
  const columns = known.filter(({ key }) => key in action.errorFacts);
  const lines = compareStates(columns.map(({ key }) => action.errorFacts[key]));
  const shown = lines.filter((line) => showsAll || line.differs);
  if (columns.length < 2) return null;
  return (
    <div className={classes.scroll}>
      <Switch
        size="xs"
        mb={8}
        label={`Show also the ${lines.filter((line) => !line.differs).length} lines that agree`}
        checked={showsAll}
        onChange={(event) => setShowsAll(event.currentTarget.checked)}
      />
      <table className={classes.table} aria-label="States side by side">
        <thead>
          <tr>
            <th className={classes.head}>Part</th>
            {columns.map(({ key, title }) => (
              <th key={key} className={classes.head}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={line.path}>
              <td className={classes.cell} data-mono>
                {line.differs ? '≠ ' : ''}
                {line.path}
              </td>
              {columns.map(({ key }, index) => (
                <td key={key} className={classes.cell} data-mono data-differs={line.differs || undefined}>
                  {line.values[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
