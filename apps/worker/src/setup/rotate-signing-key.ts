import { join } from 'node:path';
import { appendCustody, audit, type Database, scopeOfRow } from '@virga/database';
import { formatTime, nowMicros } from '@virga/domain';
import {
  buildCustodyEntry,
  endorseKey,
  finishKeyChange,
  loadOrCreateSigningKey,
  nextSigningKey,
  type SigningKey,
} from '@virga/evidence-store';
import { tool } from '../custody-tool.ts';
import { setupEnvironment } from './setup-environment.ts';
import { withInstallation } from './with-installation.ts';

/** `virga keys rotate signing`. */
export async function rotateSigningKey(): Promise<SigningRotation> {
  const environment = setupEnvironment();
  return withInstallation(environment, (db) => rotateSigning(db, join(environment.VIRGA_HOME, 'keys')));
}

export interface SigningRotation {
  from: string;
  to: string;
  cases: number;
}

/**
 * A new key for custody heads while everything runs. Each chain gets an entry in which the old key vouches for the new one;
 * the collect worker signs it with the new key at its next sweep. The old public key stays beside the evidence and in
 * every export, so that older heads can be checked for ever; its private half is destroyed.
 */
export async function rotateSigning(db: Database, keys: string): Promise<SigningRotation> {
  const path = join(keys, 'custody-ed25519.pem');
  const old = await loadOrCreateSigningKey(path);
  const next = await nextSigningKey(path);
  const cases = await db.prisma.case.findMany({ select: { id: true }, orderBy: { number: 'asc' } });
  for (const { id } of cases) await appendChange(db, id, old, next);
  await finishKeyChange(path);
  const change = { from: old.fingerprint, to: next.fingerprint };
  const details = { ...change, cases: cases.length };
  const target = { targetKind: 'key', targetId: change.to };
  await audit(db, { action: 'custody signing key changed', ...target, outcome: 'allowed', details });
  return { ...change, cases: cases.length };
}

async function appendChange(db: Database, caseId: string, old: SigningKey, next: SigningKey): Promise<void> {
  const scope = await scopeOfRow(db, 'case', caseId);
  const done = await db.prisma.custodyRow.findMany({ where: { caseId }, orderBy: { number: 'desc' }, take: 1 });
  // A change that was cut and goes on: this chain has its entry already.
  if (done[0]?.entry.includes(next.fingerprint)) return;
  await appendCustody(db, scope, (previous) =>
    buildCustodyEntry(previous, {
      caseId,
      what: 'signing key changed',
      actor: { userId: null, name: 'operator of the server', cloudIdentity: null },
      when: { ours: formatTime(nowMicros()), provider: null, offsetMs: null },
      evidenceId: null,
      hash: null,
      hashedAt: null,
      requestIds: [],
      tool,
      details: endorseKey(caseId, old, next),
    }),
  );
}
