import { countText } from '@virga/ui';
import type { LedgerJson } from './evidence-row.ts';

export interface LedgerSum {
  name: string;
  sentence: string;
  /** Null: there is nothing to compare with. */
  isEven: boolean | null;
}

/** Objects, bytes and records as sums with their parts (forensics.md, 6). */
export function ledgerSums(ledger: LedgerJson, expected: { by: string; objects: number } | null): LedgerSum[] {
  const { objects, bytes, records } = ledger;
  const parts = `${countText(objects.read)} read, ${countText(objects.failed.length)} failed, ${countText(objects.excluded.length)} excluded`;
  const accounted = objects.read + objects.failed.length + objects.excluded.length;
  const byteSum = bytes.records + bytes.envelope + bytes.rejected;
  const recordSum = records.parsed + records.folded + records.rejected + records.metadata;
  return [
    {
      name: 'Objects',
      isEven: expected ? expected.objects === accounted : null,
      sentence: expected
        ? `${countText(expected.objects)} expected by ${expected.by}: ${parts}`
        : `no independent count; ${parts}`,
    },
    {
      name: 'Bytes',
      isEven: byteSum === bytes.decoded,
      sentence: `${countText(bytes.decoded)} decoded (${countText(bytes.stored)} stored): ${countText(bytes.records)} in records, ${countText(bytes.envelope)} envelope, ${countText(bytes.rejected)} rejected`,
    },
    {
      name: 'Records',
      isEven: recordSum === records.total,
      sentence: `${countText(records.total)} read: ${countText(records.parsed)} parsed, ${countText(records.folded)} folded, ${countText(records.rejected)} rejected, ${countText(records.metadata)} metadata`,
    },
  ];
}
