import { appendCustody, type Transaction } from '@virga/database';
import { type CustodyEntry, type CustodyEvent, formatTime, nowMicros } from '@virga/domain';
import { buildCustodyEntry } from '@virga/evidence-store';
import type { CaseCall } from '../platform/call.ts';
import { version } from '../platform/version.ts';

export interface EntryFacts {
  evidenceId?: string;
  /** Of what the entry vouches for: a plan, a report, a bag. */
  hash?: string;
  details?: Record<string, unknown>;
}

/** Appends what this user did to the case's custody chain, in the transaction of the change. */
export async function appendEntry(
  call: Pick<CaseCall, 'access' | 'caller'>,
  tx: Transaction,
  what: CustodyEvent,
  facts: EntryFacts = {},
): Promise<CustodyEntry> {
  return appendCustody(tx, call.access, (previous) =>
    buildCustodyEntry(previous, {
      caseId: call.access.caseId,
      what,
      actor: { userId: call.caller.user.id, name: call.caller.user.name, cloudIdentity: null },
      when: { ours: formatTime(nowMicros()), provider: null, offsetMs: null },
      evidenceId: facts.evidenceId ?? null,
      hash: facts.hash ?? null,
      hashedAt: null,
      requestIds: [],
      tool: `virga ${version}`,
      details: facts.details ?? {},
    }),
  );
}
