import classes from './marks.module.css';

const looks = {
  green: { mark: '✓', word: 'balances', colour: 'var(--v-tag-good)' },
  amber: { mark: '!', word: 'balances, with remarks', colour: 'var(--v-tag-suspicious)' },
  red: { mark: '✕', word: 'does not balance', colour: 'var(--v-tag-bad)' },
} as const;

/** Verdict of an import ledger: mark and word, never colour alone. */
export function LedgerMark({ colour }: { colour: 'green' | 'amber' | 'red' | null }) {
  if (!colour) return <span className={classes.mark}>no ledger yet</span>;
  const look = looks[colour];
  return (
    <span className={classes.mark} style={{ color: look.colour }}>
      <span aria-hidden>{look.mark}</span> {look.word}
    </span>
  );
}
