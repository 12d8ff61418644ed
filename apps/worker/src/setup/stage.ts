import {
  addMember,
  authorise,
  authorisePlatform,
  type CloudAccount,
  createAcquisition,
  createCase,
  type Database,
  openDatabase,
} from '@virga/database';
import type { CaseAccess } from '@virga/domain';
import { formatTime, nowMicros } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { buildCustodyEntry } from '@virga/evidence-store';
import { tool } from '../custody-tool.ts';
import { readRange, type StagedAlert } from './range-file.ts';
import { needed, setupEnvironment } from './setup-environment.ts';
import { stagedAccounts } from './staged-accounts.ts';

const title = 'Access key used from an unknown network';

interface Staged {
  caseId: string;
  title: string;
  acquisitions: number;
  created: boolean;
}

/** Registers the range's accounts and, the first time, opens the case on the staged incident and asks for its evidence. */
export async function stage(): Promise<Staged> {
  const environment = setupEnvironment();
  const { range, alert } = readRange(needed(environment.RANGE_FILE, 'RANGE_FILE'));
  const db = openDatabase(needed(environment.DATABASE_URL, 'DATABASE_URL'), { role: 'setup', max: 4 });
  try {
    const admin = await db.prisma.user.findFirstOrThrow({ where: { role: 'admin' }, orderBy: { createdAt: 'asc' } });
    const accounts = await stagedAccounts(db, environment.VIRGA_HOME, range, admin.id);
    const open = await db.prisma.case.findFirst({ where: { staged: true }, orderBy: { createdAt: 'asc' } });
    if (open) return { caseId: open.id, title: open.title, acquisitions: 0, created: false };
    return await openCase(db, [...accounts.values()], accounts.get('production')!, alert);
  } finally {
    await db.close();
  }
}

async function openCase(
  db: Database,
  accounts: CloudAccount[],
  production: CloudAccount,
  alert: StagedAlert,
): Promise<Staged> {
  const lead = await db.prisma.user.findFirstOrThrow({ where: { role: 'lead' } });
  const principal = { userId: lead.id, role: 'lead' as const, stepUpAt: new Date() };
  const access = await authorisePlatform(db, principal, 'case:create');
  const summary = `Alert: access key ${alert.leakedKey.accessKeyId} of ${alert.leakedKey.userName} was used from an address never seen before, and instance ${alert.compromisedInstance.id} opened a connection to it. Staged incident of the range.`;
  const row = await createCase(
    db,
    access,
    { title, summary, severity: 'high', cloudAccountIds: accounts.map((account) => account.id) },
    (opened) =>
      buildCustodyEntry(null, {
        caseId: opened.id,
        what: 'case opened',
        actor: { userId: lead.id, name: lead.name, cloudIdentity: null },
        when: { ours: formatTime(nowMicros()), provider: null, offsetMs: null },
        evidenceId: null,
        hash: null,
        hashedAt: null,
        requestIds: [],
        tool,
        details: { title: opened.title, staged: true },
      }),
  );
  const members: CaseAccess = await authorise(db, principal, 'case:members', row.id);
  const analysts = await db.prisma.user.findMany({ where: { role: 'analyst', disabledAt: null } });
  for (const analyst of analysts) await addMember(db, members, { userId: analyst.id, reason: 'staged incident' });
  const acquisitions = await askForEvidence(
    db,
    await authorise(db, principal, 'acquisition:start', row.id),
    production,
    alert,
  );
  return { caseId: row.id, title, acquisitions, created: true };
}

/** Most volatile first, logs in parallel: the worker's sweep finds these rows, so no queue is needed here. */
async function askForEvidence(
  db: Database,
  access: CaseAccess,
  account: CloudAccount,
  alert: StagedAlert,
): Promise<number> {
  const instance = { instanceId: alert.compromisedInstance.id, region: alert.compromisedInstance.region };
  const to = new Date(alert.now);
  const from = new Date(to.getTime() - 5 * 86_400_000);
  const asked = [
    { sourceId: 'aws/ec2-metadata', target: instance.instanceId, region: instance.region, parameters: instance },
    {
      sourceId: 'aws/cloudtrail',
      target: account.externalAccountId,
      region: null,
      parameters: { mode: 'trail', from: from.toISOString(), to: to.toISOString() },
    },
    { sourceId: 'aws/ec2-disk', target: instance.instanceId, region: instance.region, parameters: instance },
  ];
  for (const one of asked)
    await createAcquisition(db, access, { ...one, cloudAccountId: account.id, requestedById: access.userId });
  await db.prisma.inventoryRun.create({
    data: { id: newId(), caseId: access.caseId, cloudAccountId: account.id, requestedById: access.userId },
  });
  return asked.length;
}
