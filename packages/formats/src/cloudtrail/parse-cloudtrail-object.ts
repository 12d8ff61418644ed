import { createHash } from 'node:crypto';
import type { EventBatch, ObjectResult, ParseInput } from '../format-parser.ts';
import { ObjectLedger } from '../ledger/object-ledger.ts';
import { decodeStream } from '../stream/decode-stream.ts';
import { readAhead } from '../stream/read-ahead.ts';
import { RecordSplitter } from '../stream/record-splitter.ts';
import { StreamFault } from '../stream/stream-fault.ts';
import { defaultStreamLimits } from '../stream/stream-limits.ts';
import { companionFile } from './companion-file.ts';
import { RecordReader } from './record-reader.ts';

const batchEvents = 256;
const batchTextLength = 8 * 1024 * 1024;

/**
 * Reads one object of CloudTrail records (file, S3 object, upload) and hands its rows to `sink` in batches, in input order.
 * Everything in the bytes ends in the result's ledger; only an abort, a failing sink or a bug throws.
 */
export async function parseCloudTrailObject(input: ParseInput): Promise<ObjectResult> {
  const account = new ObjectLedger(input.object);
  const { ledger } = account;
  const sha256 = createHash('sha256');
  const onStored = (chunk: Uint8Array) => {
    ledger.bytes.stored += chunk.byteLength;
    sha256.update(chunk);
  };
  const limits = { ...defaultStreamLimits, ...input.limits };
  const reader = new RecordReader(input, account, limits);
  const excluded = companionFile(input.object);
  if (excluded) {
    for await (const chunk of input.chunks) onStored(chunk);
    ledger.objects.excluded.push({ object: input.object, ...excluded });
    return { ledger, storedSha256: sha256.digest('hex'), expansion: null };
  }
  const options = { limits, signal: input.signal, onStored, onWarning: (text: string) => account.warn(text) };
  const splitter = new RecordSplitter(
    {
      maxRecordBytes: limits.maxRecordBytes,
      arrayKeys: ['Records', 'Events', 'records', 'events', 'logEvents'],
      firstKeys: ['"eventVersion"', '"EventId"'],
    },
    reader,
  );
  let fault: StreamFault | null = null;
  try {
    for await (const chunk of readAhead(decodeStream(input.chunks, options))) {
      ledger.bytes.decoded += chunk.length;
      splitter.push(chunk);
      if (reader.pending >= batchEvents || reader.pendingText >= batchTextLength) await deliver(reader, input);
    }
  } catch (error) {
    if (!(error instanceof StreamFault)) throw error;
    fault = error;
  }
  const isCut = splitter.finish();
  await deliver(reader, input);
  if (fault) account.unreadable(fault.message, fault.storedOffset);
  else if (isCut) account.unreadable('the object ends inside its list of records: it was cut', ledger.bytes.stored);
  else ledger.objects.read = 1;
  if (input.fold && input.fold.overflowed > 0)
    account.warn(`duplicates are recognised among the first ${input.fold.limit} records only`);
  const expansion = fault?.isExpansion ? fault.message : null;
  return { ledger, storedSha256: sha256.digest('hex'), expansion };
}

async function deliver(reader: RecordReader, input: ParseInput): Promise<void> {
  const batch: EventBatch = reader.take();
  if (batch.events.length > 0 || batch.folded.length > 0) await input.sink(batch);
}
