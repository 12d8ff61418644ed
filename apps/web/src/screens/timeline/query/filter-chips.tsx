'use client';

import { Menu } from '@mantine/core';
import { visibleText } from '@virga/domain';
import { addClause, negateClause, removeClause } from '@virga/timeline/query';
import { useTimeline } from '../state/timeline-context.ts';
import classes from './filter-chips.module.css';
import { readClauses } from './read-clauses.ts';

/** One chip for each condition of the query and each that is switched off; nothing while there are none. */
export function FilterChips() {
  const { view, change } = useTimeline();
  const { clauses } = readClauses(view.query);
  if (!clauses || clauses.length + view.off.length === 0) return null;
  const off = (text: string) => view.off.filter((clause) => clause !== text);
  const search = (query: string) => change({ query, at: null });
  return (
    <ul className={classes.chips} aria-label="Filters">
      {clauses.map((clause, place) => (
        <Chip
          key={`${clause.position} ${clause.text}`}
          text={clause.text}
          isNegated={clause.isNegated}
          actions={[
            [clause.isNegated ? 'Do not negate' : 'Negate', () => search(negateClause(view.query, place))],
            [
              'Switch off',
              () =>
                change({ query: removeClause(view.query, place), off: [...off(clause.text), clause.text], at: null }),
            ],
            ['Copy', () => void navigator.clipboard.writeText(clause.text)],
            ['Remove', () => search(removeClause(view.query, place))],
          ]}
        />
      ))}
      {view.off.map((text) => (
        <Chip
          key={`off ${text}`}
          text={text}
          isOff
          actions={[
            ['Switch on', () => change({ query: addClause(view.query, text), off: off(text), at: null })],
            ['Copy', () => void navigator.clipboard.writeText(text)],
            ['Remove', () => change({ off: off(text) })],
          ]}
        />
      ))}
    </ul>
  );
}

interface ChipProps {
  text: string;
  isNegated?: boolean;
  isOff?: boolean;
  actions: [string, () => void][];
}

function Chip({ text, isNegated = false, isOff = false, actions }: ChipProps) {
  const remove = actions.at(-1)!;
  return (
    <li className={classes.chip} data-negated={isNegated || undefined} data-off={isOff || undefined}>
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className={classes.text} title={visibleText(text)}>
            {isOff ? 'off: ' : ''}
            {visibleText(text)}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map(([label, act]) => (
            <Menu.Item key={label} onClick={act}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <button type="button" className={classes.remove} aria-label={`Remove ${text}`} onClick={remove[1]}>
        ✕
      </button>
    </li>
  );
}
