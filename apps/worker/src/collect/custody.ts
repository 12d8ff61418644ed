import { appendCustody, type InCase, listCustody, saveHead, type Transaction } from '@virga/database';
import type { CustodyEntry } from '@virga/domain';
import { formatTime, nowMicros } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { buildCustodyEntry, signHead } from '@virga/evidence-store';
import { tool } from '../custody-tool.ts';
import type { CollectParts } from '../parts.ts';

export interface CustodyNews {
  what: CustodyEntry['what'];
  actor: CustodyEntry['actor'];
  evidenceId?: string | null;
  hash?: string | null;
  hashedAt?: CustodyEntry['hashedAt'];
  requestIds?: string[];
  /** Our clock minus the provider's, milliseconds. */
  clockOffsetMs?: number | null;
  /** The provider's newest `Date` header, ISO 8601. */
  providerDate?: string | null;
  details?: Record<string, unknown>;
}

/** Appends an entry and signs the new head, in the caller's transaction; `publish` afterwards puts both beside the evidence. */
export async function recordCustody(parts: CollectParts, tx: Transaction, scope: InCase, news: CustodyNews) {
  const at = nowMicros();
  const entry = await appendCustody(tx, scope, (previous) =>
    buildCustodyEntry(previous, {
      caseId: scope.caseId,
      what: news.what,
      actor: news.actor,
      when: {
        ours: formatTime(at),
        provider: news.providerDate ?? null,
        offsetMs: news.clockOffsetMs ?? null,
      },
      evidenceId: news.evidenceId ?? null,
      hash: news.hash ?? null,
      hashedAt: news.hashedAt ?? null,
      requestIds: news.requestIds ?? [],
      tool,
      details: news.details ?? {},
    }),
  );
  const head = signHead(entry, parts.signingKey.privateKeyPem, at);
  await saveHead(tx, scope, {
    id: newId(),
    number: head.number,
    entryHash: head.entryHash,
    keyFingerprint: head.keyFingerprint,
    signature: head.signature,
    signedAt: head.at,
  });
  return {
    entry,
    async publish() {
      // With what came before: entries of the web app, and of a process that died before it could publish its own.
      const after = (await parts.store.readCustody(scope.caseId)).at(-1)?.number ?? 0;
      await parts.store.appendCustody(scope.caseId, await listCustody(parts.db, scope, { after }));
      await parts.store.appendHead(head, parts.signingKey.publicKeyPem);
    },
  };
}
