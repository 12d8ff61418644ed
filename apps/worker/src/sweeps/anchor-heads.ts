import {
  type CaseScope,
  type CustodyHead,
  headsToAnchor,
  listAnchors,
  saveAnchor,
  saveAnchorFailure,
  scopeOfRow,
} from '@virga/database';
import { toAppError } from '@virga/domain';
import { type HeadAnchor, stampHead } from '@virga/evidence-store';
import type { CollectParts } from '../parts.ts';

/**
 * Has the newest head of each case stamped by the authority of the settings; every seal and approval has signed one. It
 * runs beside the work: an authority that is away delays no seal, and the next sweep asks again.
 */
export async function anchorHeads(parts: CollectParts): Promise<void> {
  if (!parts.authority) return;
  for (const head of await headsToAnchor(parts.db)) {
    if (parts.stopping.aborted) return;
    const scope = await scopeOfRow(parts.db, 'case', head.caseId);
    await anchorOne(parts, scope, head).catch(async (error: unknown) => {
      const fault = toAppError(error);
      parts.log.warn({ caseId: head.caseId, code: fault.code, detail: fault.detail }, 'head not stamped');
      await saveAnchorFailure(parts.db, scope, fault.message);
    });
  }
}

async function anchorOne(parts: CollectParts, scope: CaseScope, row: CustodyHead): Promise<void> {
  const { id: _, signedAt, ...head } = row;
  const { caseId: _case, at, response, ...anchor } = await stampHead({ ...head, at: signedAt }, parts.authority!);
  const stored = { ...anchor, stampedAt: at, response: new Uint8Array(Buffer.from(response, 'base64')) };
  await saveAnchor(parts.db, scope, stored);
  await publishAnchors(parts, scope);
}

/** Beside the evidence: what is in the database and not there yet, also of a process that died in between. */
async function publishAnchors(parts: CollectParts, scope: CaseScope): Promise<void> {
  const beside = new Set(
    (await parts.store.readAnchors(scope.caseId)).map(({ serial, headHash }) => `${headHash} ${serial}`),
  );
  for (const row of await listAnchors(parts.db, scope)) {
    const { id: _, createdAt: _created, stampedAt, response, ...rest } = row;
    const anchor: HeadAnchor = { ...rest, at: stampedAt, response: Buffer.from(response).toString('base64') };
    if (!beside.has(`${anchor.headHash} ${anchor.serial}`)) await parts.store.appendAnchor(anchor);
  }
}
