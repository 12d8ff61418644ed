import { emptyLedger, type ImportLedger } from '@virga/domain';
import type { ParseContext, Parser, SealedObject } from '@virga/source-kit';
import { z } from 'zod';
import { ListedBlocks } from './listed-blocks.ts';

/** A line of ours is about 80 bytes. */
const longestLine = 4096;
const keptSpans = 1000;
const blockLine = z.strictObject({ index: z.number().int().nonnegative(), sha256: z.base64().length(44) });

/**
 * The block list beside an image: what is counted are blocks, each with the service's checksum, against what ListSnapshotBlocks
 * named over all its pages. It makes no events. A killed run begins again.
 */
export const blockListParser: Parser = {
  format: 'aws/ebs-block-list',
  version: 1,
  missing: async () => null,
  parse,
};

async function parse(context: ParseContext): Promise<ImportLedger> {
  const ledger = emptyLedger();
  const { origin } = context;
  ledger.independent = origin.complete === false ? null : context.independentCount;
  const blocks = new ListedBlocks();
  for await (const object of context.objects()) {
    for await (const line of linesOf(context, object)) count(line, object.key, blocks, ledger);
    ledger.bytes.stored += object.sizeBytes;
    ledger.objects.read = blocks.count;
    await context.objectDone(object, ledger);
  }
  if (origin.complete === false)
    ledger.warnings.push(`The snapshot was removed while it was read: ${blocks.count} blocks are listed here.`);
  return ledger;
}

interface Line {
  text: string;
  offset: number;
  bytes: number;
}

async function* linesOf(context: ParseContext, object: SealedObject): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  for await (const chunk of context.read(object)) {
    context.signal.throwIfAborted();
    rest = Buffer.concat([rest, chunk]);
    let from = 0;
    for (let end = rest.indexOf(10); end >= 0 || rest.length - from > longestLine; end = rest.indexOf(10, from)) {
      const until = end >= 0 ? end + 1 : from + longestLine;
      yield { text: rest.toString('utf8', from, until), offset: offset + from, bytes: until - from };
      from = until;
    }
    offset += from;
    rest = rest.subarray(from);
  }
  if (rest.length > 0) yield { text: rest.toString('utf8'), offset, bytes: rest.length };
}

function count({ text, offset, bytes }: Line, object: string, blocks: ListedBlocks, ledger: ImportLedger): void {
  ledger.bytes.decoded += bytes;
  ledger.records.total += 1;
  const line = blockLine.safeParse(jsonOf(text));
  const seen = line.success ? blocks.add(line.data.index, Buffer.from(line.data.sha256, 'base64')) : 'no line';
  if (seen === 'no line' || seen === 'outside') {
    ledger.bytes.rejected += bytes;
    ledger.records.rejected += 1;
    ledger.rejectedSpansTotal += 1;
    const reason = seen === 'outside' ? 'no volume has such a block' : 'not a line of a block list';
    if (ledger.rejectedSpans.length < keptSpans) ledger.rejectedSpans.push({ object, offset, length: bytes, reason });
    return;
  }
  ledger.bytes.records += bytes;
  if (seen === 'repeated') ledger.records.folded += 1;
  else ledger.records.metadata += 1;
  if (seen === 'contradicted') ledger.conflicts += 1;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
