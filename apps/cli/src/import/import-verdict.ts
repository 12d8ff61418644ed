import type { InputFile } from './list-inputs.ts';
import type { SentCounts } from './send-all.ts';
import type { ImportOutcome } from './wait-for-ledger.ts';

interface ImportFacts extends SentCounts {
  caseId: string;
  acquisitionId: string;
  files: readonly InputFile[];
  skipped: { path: string; reason: string }[];
  /** Null: nobody waited. */
  outcome: ImportOutcome | null;
}

export interface ImportVerdict {
  /** One JSON line, without line end. */
  line: string;
  exitCode: 0 | 1 | 3;
}

/** The words are those of `virga timeline`: files, bytes, records, events, duplicates, rejected, filesUnreadable, balanced. */
export function importVerdict({ outcome, files, ...facts }: ImportFacts): ImportVerdict {
  const base = { ...facts, files: files.length, bytes: files.reduce((sum, file) => sum + file.sizeBytes, 0) };
  if (!outcome) return { line: JSON.stringify(base), exitCode: 0 };
  const ledgers = outcome.items.flatMap(({ ledger }) => (ledger ? [ledger] : []));
  const sum = (of: (ledger: (typeof ledgers)[number]) => number) =>
    ledgers.reduce((total, ledger) => total + of(ledger), 0);
  const rejected = sum((ledger) => ledger.records.rejected);
  const filesUnreadable = ledgers.flatMap((ledger) =>
    ledger.objects.failed.map(({ object, ...why }) => ({ path: object, ...why })),
  );
  const balanced = outcome.items.every((item) => item.ledgerColour !== 'red');
  const isWhole = outcome.state === 'done' && outcome.items.every((item) => item.state === 'done');
  const hasLoss = sum((ledger) => ledger.rejectedSpansTotal) > 0 || filesUnreadable.length > 0;
  const line = JSON.stringify({
    ...base,
    state: outcome.state,
    ...(outcome.errorMessage ? { error: outcome.errorMessage } : {}),
    records: sum((ledger) => ledger.records.total),
    events: sum((ledger) => ledger.events),
    duplicates: sum((ledger) => ledger.records.folded),
    rejected,
    filesUnreadable,
    items: outcome.items.map(({ ledger: _, ...item }) => item),
    balanced,
  });
  return { line, exitCode: balanced ? (isWhole && !hasLoss ? 0 : 1) : 3 };
}
