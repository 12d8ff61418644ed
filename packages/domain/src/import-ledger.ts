/** Words for what is missing (forensics.md, 10). Used on every screen, report and map. */
export const coverageWords = [
  'collected',
  'partial',
  'late',
  'broken',
  'empty',
  'not enabled',
  'past retention',
  'deleted',
  'denied',
  'not asked',
  'unknown',
] as const;
export type CoverageWord = (typeof coverageWords)[number];

export interface RejectedSpan {
  object: string;
  offset: number;
  length: number;
  /** Plain sentence: why no event came of these bytes. */
  reason: string;
}

export interface ExcludedObject {
  object: string;
  by: string;
  reason: string;
}

export interface UnreadableObject {
  object: string;
  reason: string;
  offset: number;
}

/** Where the expected number of objects comes from: something the reader does not control, or null (shown amber). */
export interface IndependentCount {
  /** For example `s3 listing with versions`, `cloudtrail digest files`, `list of blocks`, `analyst's file list`. */
  by: string;
  objects: number;
}

/**
 * What went in and what came out of one evidence item (forensics.md, 6).
 * Objects: expected = read + failed + excluded. Bytes (decoded): recordBytes + envelopeBytes + rejectedBytes = decodedBytes.
 * Records = parsed + folded + rejected + metadata. Events are counted apart.
 */
export interface ImportLedger {
  independent: IndependentCount | null;
  objects: { read: number; failed: UnreadableObject[]; excluded: ExcludedObject[] };
  bytes: { stored: number; decoded: number; records: number; envelope: number; rejected: number };
  records: { total: number; parsed: number; folded: number; rejected: number; metadata: number };
  events: number;
  /** Rows whose uid was seen before with other content: both stay, the conflict is raised. */
  conflicts: number;
  rejectedSpans: RejectedSpan[];
  /** How many rejected spans there are in all; `rejectedSpans` keeps the first 1,000. */
  rejectedSpansTotal: number;
  warnings: string[];
}

export type LedgerColour = 'green' | 'amber' | 'red';

export interface LedgerVerdict {
  colour: LedgerColour;
  balanced: boolean;
  reasons: string[];
}

export function emptyLedger(): ImportLedger {
  return {
    independent: null,
    objects: { read: 0, failed: [], excluded: [] },
    bytes: { stored: 0, decoded: 0, records: 0, envelope: 0, rejected: 0 },
    records: { total: 0, parsed: 0, folded: 0, rejected: 0, metadata: 0 },
    events: 0,
    conflicts: 0,
    rejectedSpans: [],
    rejectedSpansTotal: 0,
    warnings: [],
  };
}

/** Red when a sum does not come out or something failed; amber without an independent count or with rejected records; else green. */
export function judgeLedger(ledger: ImportLedger): LedgerVerdict {
  const red: string[] = [];
  const amber: string[] = [];
  const { objects, bytes, records, independent } = ledger;
  const accounted = objects.read + objects.failed.length + objects.excluded.length;
  if (independent && independent.objects !== accounted)
    red.push(`${independent.objects} objects expected by ${independent.by}, ${accounted} accounted for`);
  if (bytes.records + bytes.envelope + bytes.rejected !== bytes.decoded)
    red.push(`${bytes.decoded} bytes decoded, ${bytes.records + bytes.envelope + bytes.rejected} accounted for`);
  const sum = records.parsed + records.folded + records.rejected + records.metadata;
  if (sum !== records.total) red.push(`${records.total} records read, ${sum} accounted for`);
  const balanced = red.length === 0;
  if (objects.failed.length > 0) red.push(`${objects.failed.length} objects could not be read to their end`);
  if (!independent) amber.push('no independent count');
  if (records.rejected > 0 || bytes.rejected > 0)
    amber.push(`${records.rejected} records and ${bytes.rejected} bytes rejected`);
  if (ledger.conflicts > 0) amber.push(`${ledger.conflicts} conflicting copies`);
  if (balanced && objects.read === 0 && independent?.objects !== 0)
    amber.push('nothing read, and no proof that there is nothing');
  const colour = red.length > 0 ? 'red' : amber.length > 0 ? 'amber' : 'green';
  return { colour, balanced, reasons: [...red, ...amber] };
}
