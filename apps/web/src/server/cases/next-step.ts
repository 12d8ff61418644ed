import type { Transaction } from '@virga/database';
import type { z } from 'zod';
import type { caseOverview } from '../../contract/overview.ts';

type Next = z.input<typeof caseOverview>['next'];

/** Scope · Collect · Analyse · Contain · Document: the first of the five that is not done, in one sentence. */
export async function nextStep(tx: Transaction, caseId: string): Promise<Next> {
  const [accounts, inventory, evidence, starred, applied, reports, open] = await Promise.all([
    tx.caseAccount.count({ where: { caseId } }),
    tx.inventoryItem.count({ where: { caseId } }),
    tx.evidenceItem.count({ where: { caseId, sealedAt: { not: null } } }),
    tx.annotation.count({ where: { caseId, OR: [{ starred: true }, { verdict: { not: null } }] } }),
    tx.containmentAction.count({ where: { caseId, state: { in: ['applied', 'undone'] } } }),
    tx.report.count({ where: { caseId, state: 'approved' } }),
    tx.evaporationClock.count({ where: { caseId, acquisitionId: null, ends: { not: 'none' } } }),
  ]);
  if (accounts > 0 && inventory === 0)
    return { step: 'scope', sentence: 'Nobody has asked the cloud yet what is there.', button: 'Take inventory' };
  if (evidence === 0)
    return {
      step: 'collect',
      sentence: 'No evidence is sealed yet.',
      button: open > 0 ? 'Collect what vanishes first' : 'Collect',
    };
  if (starred === 0)
    return {
      step: 'analyse',
      sentence: 'Evidence is on the timeline; no row is marked yet.',
      button: 'Open the timeline',
    };
  if (applied === 0)
    return { step: 'contain', sentence: 'Rows are marked; nothing is contained yet.', button: 'Plan containment' };
  if (reports === 0)
    return {
      step: 'document',
      sentence: 'Containment was applied; no report is approved yet.',
      button: 'Write the report',
    };
  return { step: 'document', sentence: 'The five steps are done; the report is approved.', button: 'Open the report' };
}
