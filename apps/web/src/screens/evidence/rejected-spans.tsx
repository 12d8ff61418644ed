import { countText, MiddleCut } from '@virga/ui';
import { DenseTable } from '../tables/dense-table.tsx';
import classes from './evidence.module.css';
import type { LedgerJson } from './evidence-row.ts';

interface Line {
  id: string;
  what: string;
  object: string;
  where: string;
  reason: string;
}

function linesOf(ledger: LedgerJson): Line[] {
  const spans = ledger.rejectedSpans.map((span) => ({
    what: 'rejected',
    object: span.object,
    where: `bytes ${countText(span.offset)}–${countText(span.offset + span.length - 1)}`,
    reason: span.reason,
  }));
  const failed = ledger.objects.failed.map((one) => ({
    what: 'failed',
    object: one.object,
    where: `at byte ${countText(one.offset)}`,
    reason: one.reason,
  }));
  const excluded = ledger.objects.excluded.map((one) => ({
    what: 'excluded',
    object: one.object,
    where: `by ${one.by}`,
    reason: one.reason,
  }));
  return [...failed, ...spans, ...excluded].map((line, index) => ({ ...line, id: String(index) }));
}

/** Bytes and objects that became no event, each with its place and its reason. */
export function RejectedSpans({ ledger }: { ledger: LedgerJson }) {
  const lines = linesOf(ledger);
  if (lines.length === 0) return null;
  const hidden = ledger.rejectedSpansTotal - ledger.rejectedSpans.length;
  return (
    <>
      <h3 className={classes.sub}>What became no event, and why</h3>
      <DenseTable
        label="What became no event"
        rows={lines}
        rowKey={(line) => line.id}
        columns={[
          { key: 'what', title: 'What', width: '96px', cell: (line) => line.what },
          { key: 'object', title: 'Object', width: '32%', cell: (line) => <MiddleCut text={line.object} tail={28} /> },
          { key: 'where', title: 'Where', width: '220px', cell: (line) => line.where },
          { key: 'reason', title: 'Reason', cell: (line) => <span title={line.reason}>{line.reason}</span> },
        ]}
        footer={hidden > 0 ? `${countText(hidden)} more rejected spans are in the export` : null}
      />
    </>
  );
}
