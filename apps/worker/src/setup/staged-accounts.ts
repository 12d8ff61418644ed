import { join } from 'node:path';
import { audit, type CloudAccount, type Database } from '@virga/database';
import type { Grant } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { containNeeds } from '@virga/response/catalog';
import { readServerSettings, writeServerSettings } from '@virga/runtime';
import { loadOrCreateKeyring, randomToken, sealingKeyOf, sealSecret } from '@virga/runtime/secrets';
import { accountTemplate } from '@virga/sources/catalog';
import type { RangeFacts } from './range-file.ts';

const wanted = [
  { role: 'production', name: 'Range production', kind: 'single' },
  { role: 'development', name: 'Range development', kind: 'single' },
  { role: 'management', name: 'Range organisation', kind: 'organization' },
  { role: 'log-archive', name: 'Range log archive', kind: 'log-archive' },
] as const;

const grantOfRole: Record<string, Grant> = {
  CollectRead: 'collect-read',
  CollectWrite: 'collect-write',
  CollectLive: 'collect-live',
  Contain: 'contain',
};

/** Installs our generated template in an account of the range, as its owner would with CloudFormation. */
async function deploy(
  range: RangeFacts,
  accountId: string,
  externalId: string,
): Promise<Partial<Record<Grant, string>>> {
  const response = await fetch(`${range.controlUrl}/deploy`, {
    method: 'POST',
    headers: { authorization: `Bearer ${range.controlToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      accountId,
      template: accountTemplate(containNeeds),
      parameters: { PlatformPrincipalArn: range.platform.userArn, ExternalId: externalId },
    }),
  });
  if (!response.ok) throw new Error(`the range refused the template for ${accountId}: ${await response.text()}`);
  const { roles } = (await response.json()) as { roles: { logicalId: string; arn: string }[] };
  return Object.fromEntries(roles.map((role) => [grantOfRole[role.logicalId] ?? role.logicalId, role.arn]));
}

/**
 * Registers the range's accounts once, and at every start points the server settings at where the range listens now. The
 * endpoint stands in server settings only: neither a form nor the environment can send an account elsewhere.
 */
export async function stagedAccounts(
  db: Database,
  home: string,
  range: RangeFacts,
  adminId: string,
): Promise<Map<string, CloudAccount>> {
  const accounts = new Map<string, CloudAccount>();
  const present = await db.prisma.cloudAccount.findMany({ where: { staged: true } });
  for (const plan of wanted) {
    const facts = range.accounts.find((account) => account.role === plan.role);
    if (!facts) continue;
    const known = present.find((row) => row.externalAccountId === facts.accountId && row.kind === plan.kind);
    accounts.set(
      plan.role,
      known ?? (await register(db, home, range, { ...plan, accountId: facts.accountId, adminId })),
    );
  }
  const archive = accounts.get('log-archive');
  for (const [role, row] of accounts)
    if (archive && role !== 'log-archive' && !row.logArchiveId)
      accounts.set(
        role,
        await db.prisma.cloudAccount.update({ where: { id: row.id }, data: { logArchiveId: archive.id } }),
      );
  const endpoints = Object.fromEntries(
    [...accounts.values()].map((row) => [row.id, { url: range.url, staged: true as const }]),
  );
  if (JSON.stringify(readServerSettings(home).endpoints) !== JSON.stringify(endpoints))
    writeServerSettings((settings) => ({ ...settings, endpoints: { ...settings.endpoints, ...endpoints } }), home);
  return accounts;
}

interface Registration {
  name: string;
  kind: string;
  accountId: string;
  adminId: string;
}

async function register(db: Database, home: string, range: RangeFacts, plan: Registration): Promise<CloudAccount> {
  const id = newId();
  const externalId = randomToken(24);
  const roleArns = await deploy(range, plan.accountId, externalId);
  const key = sealingKeyOf(await loadOrCreateKeyring(join(home, 'keys')));
  const seal = async (field: string, secret: string) => ({
    field,
    keyId: key.keyId,
    sealed: await sealSecret(key, { accountId: id, field }, secret),
  });
  const secrets = [
    await seal('accessKeyId', range.platform.accessKeyId),
    await seal('secretAccessKey', range.platform.secretAccessKey),
  ];
  return db.prisma.$transaction(async (tx) => {
    const row = await tx.cloudAccount.create({
      data: {
        id,
        provider: 'aws',
        name: plan.name,
        externalAccountId: plan.accountId,
        kind: plan.kind,
        staged: true,
        credentialKind: 'role',
        externalId,
        roleArns,
        regions: range.regions,
        createdById: plan.adminId,
        secrets: { create: secrets },
      },
    });
    await audit(tx, {
      userId: plan.adminId,
      action: 'range account registered',
      targetKind: 'cloud-account',
      targetId: id,
      outcome: 'allowed',
      details: { externalAccountId: plan.accountId },
    });
    return row;
  });
}
