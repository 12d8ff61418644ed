import { emptyLedger, type ImportLedger, type JsonValue } from '@virga/domain';
import type { ParseContext, ParsedEvent, Parser, SealedObject } from '@virga/source-kit';
import { datedFacts } from './dated-facts.ts';
import { factEvent } from './fact-event.ts';

const version = 1;
const maxDocumentBytes = 64 * 1024 * 1024;

/** Dated facts of the configuration documents: when it was launched, attached, created, last used. */
export const ec2MetadataParser: Parser = {
  format: 'aws/ec2-metadata',
  version,
  missing: async () => null,
  async parse(context) {
    const ledger = context.resumed?.ledger ?? emptyLedger();
    ledger.independent = context.independentCount;
    for await (const object of context.objects()) {
      context.signal.throwIfAborted();
      if (context.resumed?.done.has(object.key)) continue;
      await parseDocument(context, object, ledger);
      await context.objectDone(object, ledger);
    }
    return ledger;
  },
};

async function parseDocument(context: ParseContext, object: SealedObject, ledger: ImportLedger): Promise<void> {
  const bytes = await readWhole(context, object);
  const { length } = bytes;
  ledger.bytes.stored += length;
  ledger.bytes.decoded += length;
  const document = documentIn(bytes);
  if (!document) {
    ledger.objects.read += 1;
    ledger.bytes.rejected += length;
    ledger.rejectedSpans.push({ object: object.key, offset: 0, length, reason: 'not a JSON document of this source' });
    ledger.rejectedSpansTotal += 1;
    return;
  }
  const account = typeof context.origin.account === 'string' ? context.origin.account : null;
  const { service, operation, region, output } = document;
  const place = { evidenceId: context.evidenceId, object: object.key, length, account, region, service, operation };
  const events: ParsedEvent[] = [];
  for (const fact of datedFacts(operation, output)) {
    const event = factEvent(fact, place, `${ec2MetadataParser.format}@${version}`);
    if (event) events.push(event);
    else ledger.warnings.push(`${object.key}${fact.path}: the time ${fact.time} cannot be read`);
  }
  await context.emit(events);
  ledger.objects.read += 1;
  ledger.bytes.records += length;
  ledger.records.total += 1;
  ledger.records[events.length > 0 ? 'parsed' : 'metadata'] += 1;
  ledger.events += events.length;
}

async function readWhole(context: ParseContext, object: SealedObject): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of context.read(object)) {
    size += chunk.length;
    if (size <= maxDocumentBytes) chunks.push(chunk);
  }
  return Buffer.concat(chunks, Math.min(size, maxDocumentBytes));
}

interface Document {
  service: string;
  operation: string;
  region: string | null;
  output: { [key: string]: JsonValue };
}

function documentIn(bytes: Buffer): Document | null {
  let json: JsonValue;
  try {
    json = JSON.parse(bytes.toString('utf8')) as JsonValue;
  } catch {
    return null;
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json)) return null;
  const { service, operation, region, output } = json;
  if (typeof service !== 'string' || typeof operation !== 'string') return null;
  if (output === null || typeof output !== 'object' || Array.isArray(output) || output === undefined) return null;
  return { service, operation, region: typeof region === 'string' ? region : null, output };
}
