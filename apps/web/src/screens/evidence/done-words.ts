import type { LedgerColour } from '@virga/domain';

/** 100 % is said only of what is sealed and balanced; `ledger` is the worst of the acquisition's items, null unknown. */
export function doneWords(ledger: LedgerColour | null): string {
  if (ledger === 'red') return 'sealed and parsed, but a ledger does not balance';
  if (ledger === 'amber') return '100 %, sealed and balanced, with remarks';
  return ledger === 'green' ? '100 %, sealed and balanced' : 'sealed and parsed; its ledger is not known here';
}

/** Worst ledger of every acquisition; one item without a ledger makes the acquisition's unknown. */
export function worstLedgers(
  items: readonly { acquisitionId: string | null; ledgerColour: LedgerColour | null }[],
): ReadonlyMap<string, LedgerColour | null> {
  const order = ['green', 'amber', null, 'red'] as const;
  const worst = new Map<string, LedgerColour | null>();
  for (const { acquisitionId, ledgerColour } of items) {
    if (acquisitionId === null) continue;
    const known = worst.get(acquisitionId);
    const isWorse = known === undefined || order.indexOf(ledgerColour) > order.indexOf(known);
    if (isWorse) worst.set(acquisitionId, ledgerColour);
  }
  return worst;
}
