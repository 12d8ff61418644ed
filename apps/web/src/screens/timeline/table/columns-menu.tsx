'use client';

import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns } from '@tabler/icons-react';
import { columnDefinitions, columnNamed, defaultColumns } from '../state/columns.ts';
import { useColumns } from '../state/use-columns.ts';
import classes from './columns-menu.module.css';

/** Which columns are shown and in which order; kept on this machine and in the address. */
export function ColumnsMenu() {
  const { columns, toggle, move, set } = useColumns();
  const shown = new Set(columns.map(({ id }) => id));
  return (
    <Popover position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns size={16} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu}>
        <ul className={classes.list} aria-label="Columns">
          {columns.map(({ id, width }, place) => {
            const { title } = columnNamed(id)!;
            return (
              <li key={id} className={classes.line}>
                <label>
                  <input type="checkbox" checked disabled={id === 'time'} onChange={() => toggle(id, width)} /> {title}
                </label>
                {id === 'time' ? null : (
                  <span>
                    <ActionIcon variant="subtle" aria-label={`Move ${title} left`} onClick={() => move(id, place - 1)}>
                      <IconArrowUp size={16} />
                    </ActionIcon>
                    <ActionIcon variant="subtle" aria-label={`Move ${title} right`} onClick={() => move(id, place + 1)}>
                      <IconArrowDown size={16} />
                    </ActionIcon>
                  </span>
                )}
              </li>
            );
          })}
          {columnDefinitions
            .filter(({ id }) => !shown.has(id))
            .map(({ id, title, width }) => (
              <li key={id} className={classes.line}>
                <label>
                  <input type="checkbox" checked={false} onChange={() => toggle(id, width)} /> {title}
                </label>
              </li>
            ))}
        </ul>
        <Button variant="default" onClick={() => set(defaultColumns)}>
          Default columns
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
