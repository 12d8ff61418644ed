'use client';

import { MiddleCut, TimeText } from '@virga/ui';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { Section } from '../tables/section.tsx';
import classes from './report.module.css';
import type { ReportModel } from './report-types.ts';

type Action = ReportModel['actions'][number];

const when = (iso: string | null) => (iso ? <TimeText iso={iso} seconds /> : <span className={classes.quiet}>no</span>);

const columns: Column<Action>[] = [
  { key: 'title', title: 'Action', cell: (action) => action.title },
  { key: 'target', title: 'Target', width: '20%', cell: (action) => <MiddleCut text={action.target} /> },
  { key: 'state', title: 'State', width: '104px', cell: (action) => action.state },
  { key: 'by', title: 'Proposed by', width: '144px', cell: (action) => action.proposedBy },
  {
    key: 'approved',
    title: 'Approved by',
    width: '20%',
    cell: (action) =>
      action.breakGlassReason
        ? `${action.approvedBy ?? 'nobody'}, alone: ${action.breakGlassReason}`
        : (action.approvedBy ?? 'nobody'),
  },
  { key: 'changes', title: 'Changes', width: '80px', align: 'right', cell: (action) => action.changes.length },
  { key: 'applied', title: 'Applied', width: '176px', cell: (action) => when(action.appliedAt) },
  { key: 'undone', title: 'Undone', width: '176px', cell: (action) => when(action.undoneAt) },
];

/** Actions taken and undone. */
export function ModelActions({ actions }: { actions: ReportModel['actions'] }) {
  return (
    <Section title="Containment" hint={`${actions.length} actions`}>
      {actions.length === 0 ? (
        <p className={classes.none}>Nothing was contained.</p>
      ) : (
        <DenseTable
          label="Containment"
          columns={columns}
          rows={actions}
          rowKey={(action) => action.id}
          minWidth="1100px"
        />
      )}
    </Section>
  );
}
