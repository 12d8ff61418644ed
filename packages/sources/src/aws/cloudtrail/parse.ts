import { emptyLedger, type ImportLedger } from '@virga/domain';
import { cloudTrailFormat, FoldIndex, mergeLedger } from '@virga/formats';
import type { ParseContext, Parser } from '@virga/source-kit';
import { parseFormatObject } from '../../parse-format-object.ts';
import { documentParser } from '../document-parser.ts';

export const cloudTrailParser: Parser = {
  format: 'aws/cloudtrail',
  // The version of the format's parser, so that both are raised together.
  version: Number(cloudTrailFormat.parser.split('@')[1]),
  missing: async () => null,
  parse,
};

export const cloudTrailValidationParser: Parser = documentParser('aws/cloudtrail-validation');

async function parse(context: ParseContext): Promise<ImportLedger> {
  const ledger = context.resumed?.ledger ?? emptyLedger();
  ledger.independent = context.independentCount;
  if (!context.resumed) countMissing(context, ledger);
  const fold = new FoldIndex();
  for await (const row of context.storedRows()) fold.check(row.uid, row.contentHash);
  let done = context.resumed?.done.size ?? 0;
  for await (const object of context.objects()) {
    context.signal.throwIfAborted();
    if (context.resumed?.done.has(object.key)) continue;
    mergeLedger(ledger, await parseFormatObject(context, cloudTrailFormat, object, fold));
    await context.objectDone(object, ledger);
    done += 1;
    context.progress(done, context.independentCount?.objects ?? null);
  }
  return ledger;
}

/** Files that a digest names and the bucket no longer holds: expected, and never read. */
function countMissing(context: ParseContext, ledger: ImportLedger): void {
  const missing = context.origin.missing;
  if (!Array.isArray(missing)) return;
  for (const entry of missing) {
    if (entry === null || typeof entry !== 'object' || Array.isArray(entry)) continue;
    ledger.objects.failed.push({ object: String(entry.key), reason: String(entry.reason), offset: 0 });
  }
}
