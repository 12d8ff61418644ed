import { type ImportLedger, judgeLedger } from '@virga/domain';

/** What the command itself counted, to hold against what the parsers booked. */
export interface TimelineCounts {
  files: number;
  printed: number;
  outsideRange: number;
  skipped: { path: string; reason: string }[];
  unreadable: { path: string; reason: string; offset: number }[];
}

export interface TimelineVerdict {
  /** The ledger as one JSON line, without line end. */
  line: string;
  exitCode: 0 | 1 | 3;
}

/**
 * Balanced: every decoded byte is in a record, an envelope or a rejected span; records are parsed, folded, rejected or metadata;
 * every file found was read, unreadable or skipped; every event was printed or lies outside --from and --to.
 */
export function ledgerLine(ledger: ImportLedger, counts: TimelineCounts): TimelineVerdict {
  const { bytes, records, objects } = ledger;
  const isSumRight =
    counts.files === objects.read + counts.unreadable.length + counts.skipped.length &&
    counts.printed + counts.outsideRange === ledger.events &&
    ledger.events === records.parsed;
  const balanced = judgeLedger(ledger).balanced && isSumRight;
  const hasLoss = ledger.rejectedSpansTotal > 0 || counts.unreadable.length > 0;
  const line = JSON.stringify({
    files: counts.files,
    bytes: bytes.stored,
    records: records.total,
    events: counts.printed,
    duplicates: records.folded,
    rejected: records.rejected,
    metadata: records.metadata,
    outsideRange: counts.outsideRange,
    conflicts: ledger.conflicts,
    decodedBytes: { total: bytes.decoded, records: bytes.records, envelope: bytes.envelope, rejected: bytes.rejected },
    filesRead: objects.read,
    filesUnreadable: counts.unreadable,
    skipped: counts.skipped,
    rejectedSpans: ledger.rejectedSpans.slice(0, 100).map(({ object, ...span }) => ({ path: object, ...span })),
    warnings: ledger.warnings,
    balanced,
  });
  return { line, exitCode: balanced ? (hasLoss ? 1 : 0) : 3 };
}
