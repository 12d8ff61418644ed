import { whoAmI } from '@virga/cloud/aws';
import { type ContainmentAction, type Lease, readCaseAccount } from '@virga/database';
import { AppError, type Grant, nowMicros } from '@virga/domain';
import { type Action, type ActionContext, loadAction } from '@virga/response';
import { findAction } from '@virga/response/catalog';
import { sessionPolicyFor } from '@virga/sources/catalog';
import { CallRecorder } from '../collect/call-recorder.ts';
import { openSession } from '../collect/open-session.ts';
import type { CollectParts } from '../parts.ts';

export interface ContainmentRun {
  parts: CollectParts;
  row: ContainmentAction;
  lease: Lease;
  action: Action<unknown>;
  context: ActionContext<unknown>;
  calls: CallRecorder;
  /** Who we were in the account, ARN. */
  cloudIdentity: string;
  close(): Promise<void>;
}

/** The contain grant is opened only for what was approved, under the approval's own id. */
export async function openContainment(
  parts: CollectParts,
  row: ContainmentAction,
  lease: Lease,
  signal: AbortSignal,
): Promise<ContainmentRun> {
  const manifest = findAction(row.kind);
  if (!manifest) throw new AppError({ code: 'request.invalid', message: `This version knows no action ${row.kind}.` });
  const account = await readCaseAccount(parts.db, lease, row.cloudAccountId);
  const owner = {
    cloudAccountId: account.id,
    externalAccountId: account.externalAccountId,
    caseId: row.caseId,
    acquisitionId: null,
  };
  const calls = new CallRecorder(parts.db, owner);
  const isApproved = row.approvedHash !== null && row.running !== 'plan';
  const session = await openSession(parts, account, {
    sessionName: `v-${row.id.slice(-8)}`,
    sessionPolicy: (grant: Grant) => sessionPolicyFor(manifest.permissions, grant),
    ...(isApproved ? { approvalId: row.id } : {}),
    signal,
    calls,
  });
  const identity = await whoAmI(session, isApproved ? 'contain' : 'collect-read');
  return {
    parts,
    row,
    lease,
    action: (await loadAction(row.kind)) as Action<unknown>,
    calls,
    cloudIdentity: identity.arn,
    context: {
      actionId: row.id,
      parameters: manifest.parameters.parse(row.parameters),
      region: row.region,
      account: { externalAccountId: account.externalAccountId, name: account.name },
      session,
      protectedTargets: await protectedTargets(parts),
      nowMicros,
      log: async (message) => parts.log.info({ actionId: row.id }, message),
      signal,
    },
    async close() {
      session.close();
      await calls.flush();
    },
  };
}

/** Our own roles in every account, and what the admin named as break-glass. */
async function protectedTargets(parts: CollectParts): Promise<string[]> {
  const accounts = await parts.db.prisma.cloudAccount.findMany({ select: { roleArns: true } });
  const setting = await parts.db.prisma.setting.findUnique({ where: { key: 'protected-targets' } });
  const named = Array.isArray(setting?.value) ? setting.value.map(String) : [];
  return [...accounts.flatMap((account) => Object.values(account.roleArns as Record<string, string>)), ...named];
}
