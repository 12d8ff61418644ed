import type { ImportLedger } from '@virga/domain';
import { maxRejectedSpans } from './object-ledger.ts';

const maxWarnings = 1000;

/** Adds what one object yielded to the ledger of its evidence item. `independent` stays what it was: the caller knows it. */
export function mergeLedger(into: ImportLedger, part: ImportLedger): void {
  into.objects.read += part.objects.read;
  into.objects.failed.push(...part.objects.failed);
  into.objects.excluded.push(...part.objects.excluded);
  addNumbers(into.bytes, part.bytes);
  addNumbers(into.records, part.records);
  into.events += part.events;
  into.conflicts += part.conflicts;
  into.rejectedSpansTotal += part.rejectedSpansTotal;
  into.rejectedSpans.push(...part.rejectedSpans.slice(0, maxRejectedSpans - into.rejectedSpans.length));
  for (const warning of part.warnings)
    if (into.warnings.length < maxWarnings && !into.warnings.includes(warning)) into.warnings.push(warning);
}

function addNumbers<K extends string>(into: Record<K, number>, part: Record<K, number>): void {
  for (const key of Object.keys(part) as K[]) into[key] += part[key];
}
