import { countText } from '@virga/ui';
import classes from './evidence.module.css';
import type { LedgerJson } from './evidence-row.ts';
import { ledgerSums } from './ledger-lines.ts';

/** The ledger as sums that come out or do not: each with its parts. */
export function LedgerSums({
  ledger,
  expected,
}: {
  ledger: LedgerJson;
  expected: { by: string; objects: number } | null;
}) {
  return (
    <dl className={classes.facts} aria-label="Import ledger">
      {ledgerSums(ledger, expected).map((sum) => (
        <Sum key={sum.name} name={sum.name} sentence={sum.sentence} isEven={sum.isEven} />
      ))}
      <dt>Events</dt>
      <dd title={String(ledger.events)}>{countText(ledger.events)}</dd>
      <dt>Conflicts</dt>
      <dd>
        {ledger.conflicts === 0
          ? 'none'
          : `${countText(ledger.conflicts)} events came twice with other content; both stay`}
      </dd>
      {ledger.warnings.map((warning) => (
        <Sum key={warning} name="Remark" sentence={warning} isEven={null} />
      ))}
    </dl>
  );
}

function Sum({ name, sentence, isEven }: { name: string; sentence: string; isEven: boolean | null }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {isEven === null ? null : (
          <span className={isEven ? classes.good : classes.bad}>
            {isEven ? '✓ comes out' : '✕ does not come out'} ·{' '}
          </span>
        )}
        {sentence}
      </dd>
    </>
  );
}
