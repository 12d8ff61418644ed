import type { RangeState } from '../wire/range-state.ts';
import { replayedCall } from '../wire/service-call.ts';
import { deploySchema, deployTemplate } from './deploy.ts';
import type { JournalEntry } from './journal.ts';
import { tamper, tamperSchema } from './tamper.ts';

/** Does again what earlier runs of this data folder did to the estate, in order. */
export async function replayJournal(state: RangeState, entries: JournalEntry[]): Promise<void> {
  for (const entry of entries) {
    switch (entry.kind) {
      case 'record':
        state.recordApiCall(state.estate, entry.record);
        break;
      case 'control':
        if (entry.action === 'deploy') {
          deployTemplate(state.estate, deploySchema.parse(entry.body), entry.nowMs, state.secret);
        } else tamper(state.estate, tamperSchema.parse(entry.body), entry.nowMs);
        break;
      case 'call': {
        const operation = state.services.get(entry.service)?.operations[entry.operation];
        if (!operation)
          throw new Error(`the journal names ${entry.service}:${entry.operation}, which this range does not have`);
        state.advance(entry.nowMs, true);
        await operation.handle(replayedCall(state, entry));
        state.advance(entry.nowMs, true);
      }
    }
  }
}
