import { emptyLedger } from '@virga/domain';
import type { Parser } from '@virga/source-kit';

/** Parser of sets that hold documents for people and no events: every object is read to its end and counted as metadata. */
export function documentParser(format: string): Parser {
  return {
    format,
    version: 1,
    missing: async () => null,
    async parse(context) {
      const ledger = context.resumed?.ledger ?? emptyLedger();
      ledger.independent = context.independentCount;
      for await (const object of context.objects()) {
        context.signal.throwIfAborted();
        if (context.resumed?.done.has(object.key)) continue;
        let sizeBytes = 0;
        for await (const chunk of context.read(object)) sizeBytes += chunk.length;
        ledger.objects.read += 1;
        ledger.bytes.stored += sizeBytes;
        ledger.bytes.decoded += sizeBytes;
        ledger.bytes.records += sizeBytes;
        ledger.records.total += 1;
        ledger.records.metadata += 1;
        await context.objectDone(object, ledger);
      }
      return ledger;
    },
  };
}
