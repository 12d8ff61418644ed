import { visibleText } from '@virga/domain';
import { MiddleCut, TimeText } from '@virga/ui';
import classes from './audit.module.css';
import type { AuditRow } from './audit-filter.ts';

const outcomeMarks = { allowed: '✓', refused: '✕', failed: '!' } as const;

export interface AuditLineProps {
  row: AuditRow;
  /** Counted from one. */
  position: number;
  isOpen: boolean;
  onToggle(): void;
}

export function AuditLine({ row, position, isOpen, onToggle }: AuditLineProps) {
  const action = visibleText(row.action);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of a virtual table
    <div role="row" tabIndex={-1} aria-rowindex={position} className={classes.row} data-open={isOpen || undefined}>
      <Cell>
        <TimeText iso={row.at} />
      </Cell>
      <Cell>{row.userName ?? (row.userId ? <MiddleCut text={row.userId} /> : 'nobody signed in')}</Cell>
      <Cell>
        <span className={classes.outcome} data-outcome={row.outcome}>
          <span aria-hidden>{outcomeMarks[row.outcome]}</span> {row.outcome}
        </span>
      </Cell>
      <Cell>
        <button type="button" className={classes.open} aria-expanded={isOpen} title={action} onClick={onToggle}>
          {action}
        </button>
      </Cell>
      <Cell>
        <span className={classes.target}>
          <span>{row.targetKind ?? 'nothing'}</span>
          {row.targetId ? <MiddleCut text={row.targetId} /> : null}
        </span>
      </Cell>
      <Cell>{row.permission ?? 'none asked'}</Cell>
      <Cell>{row.address ?? 'not known'}</Cell>
    </div>
  );
}

function Cell({ children }: { children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of a virtual table
    <span role="cell" className={classes.cell}>
      {children}
    </span>
  );
}
