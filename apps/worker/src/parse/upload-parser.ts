import { emptyLedger, type ImportLedger } from '@virga/domain';
import { detectFormat, FoldIndex, mergeLedger } from '@virga/formats';
import type { ParseContext, Parser, SealedObject } from '@virga/source-kit';
import { parseFormatObject } from '@virga/sources';

const headBytes = 64 * 1024;

/** Uploaded files: each is recognised by its first bytes and read by the parser of its format, or named as not readable. */
export const uploadParser: Parser = { format: 'upload', version: 1, missing: async () => null, parse };

async function parse(context: ParseContext): Promise<ImportLedger> {
  const ledger = context.resumed?.ledger ?? emptyLedger();
  ledger.independent = context.independentCount;
  const fold = new FoldIndex();
  for await (const row of context.storedRows()) fold.check(row.uid, row.contentHash);
  let done = context.resumed?.done.size ?? 0;
  for await (const object of context.objects()) {
    context.signal.throwIfAborted();
    if (context.resumed?.done.has(object.key)) continue;
    await parseObject(context, object, fold, ledger);
    await context.objectDone(object, ledger);
    done += 1;
    context.progress(done, context.independentCount?.objects ?? null);
  }
  return ledger;
}

async function head(context: ParseContext, object: SealedObject): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of context.read(object)) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= headBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, headBytes);
}

async function parseObject(
  context: ParseContext,
  object: SealedObject,
  fold: FoldIndex,
  ledger: ImportLedger,
): Promise<void> {
  const found = detectFormat(await head(context, object), object.key);
  if (found.kind === 'excluded') {
    ledger.objects.excluded.push({ object: object.key, by: 'virga', reason: found.reason });
    ledger.bytes.stored += object.sizeBytes;
    return;
  }
  if (found.kind === 'unknown') {
    ledger.objects.failed.push({ object: object.key, reason: found.reason, offset: 0 });
    ledger.bytes.stored += object.sizeBytes;
    return;
  }
  mergeLedger(ledger, await parseFormatObject(context, found.format, object, fold));
}
