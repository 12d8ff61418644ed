import { PassThrough, Readable } from 'node:stream';
import { audit, listAnchors, listCustody, listHeads } from '@virga/database';
import { exportBag as writeBag } from '@virga/evidence-store';
import { appendEntry } from '../cases/append-entry.ts';
import { findCase } from '../cases/case-detail.ts';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { version } from '../platform/version.ts';
import { everyAnchor, everyHead } from './every-proof.ts';
import { planExport } from './plan-export.ts';
import { storedAnchors } from './stored-anchors.ts';

/**
 * Streams the bag while it is written: no copy of the evidence is kept, and a reader that goes away ends the work. The custody
 * entry is made first, so that the chain in the bag tells of its own export; the bag's hash follows in the audit log.
 */
export async function exportBag(
  call: CaseCall,
  evidenceIds: string[] | undefined,
): Promise<ReadableStream<Uint8Array>> {
  const { platform, access } = call;
  const { caseId } = access;
  const plan = await planExport(call, { evidenceIds });
  const items = plan.items.map((item) => item.id);
  const row = await findCase(platform.db.prisma, caseId);
  await platform.db.prisma.$transaction(async (tx) => {
    await appendEntry(call, tx, 'evidence exported', { details: { items, format: 'BagIt 1.0, tar' } });
    await audit(tx, {
      ...auditOf(call),
      action: 'evidence exported',
      targetKind: 'case',
      targetId: caseId,
      details: { items },
    });
  });
  const ledgers = await platform.db.prisma.evidenceItem.findMany({
    where: { caseId, id: { in: items } },
    select: { id: true, ledger: true },
  });
  const ledgerOf = new Map(ledgers.map(({ id, ledger }) => [id, ledger]));
  const [custody, heads, beside, stamps, anchorsBeside] = await Promise.all([
    listCustody(platform.db, access, { limit: 100_000 }),
    listHeads(platform.db, access),
    platform.store.readHeads(caseId),
    listAnchors(platform.db, access),
    platform.store.readAnchors(caseId),
  ]);
  const out = new PassThrough();
  writeBag({
    caseId,
    caseName: `VC-${row.number} ${row.title}`,
    store: platform.store,
    items: items.map((evidenceId) => ({
      evidenceId,
      ...(ledgerOf.get(evidenceId) ? { ledger: ledgerOf.get(evidenceId) } : {}),
    })),
    custody,
    heads: everyHead(
      heads.map(({ signedAt, id: _, ...head }) => ({ ...head, at: signedAt })),
      beside.heads,
    ),
    anchors: everyAnchor(storedAnchors(stamps), anchorsBeside),
    publicKeys: beside.publicKeys,
    staged: row.staged,
    tool: `virga ${version}`,
    out: { tar: out },
  })
    .then((summary) =>
      audit(platform.db, {
        ...auditOf(call),
        action: 'export finished',
        targetKind: 'case',
        targetId: caseId,
        details: { ...summary },
      }),
    )
    .catch((thrown: unknown) => {
      platform.log.warn({ err: thrown, caseId }, 'export ended early');
      out.destroy(thrown instanceof Error ? thrown : new Error('export ended early'));
    });
  return Readable.toWeb(out) as ReadableStream<Uint8Array>;
}
