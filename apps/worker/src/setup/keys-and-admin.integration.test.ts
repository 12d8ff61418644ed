import { createPublicKey, verify } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { listCustody, lockSealing, scopeOfRow } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { canonicalize, type endorseKey, verifyChain } from '@virga/evidence-store';
import { verifyPassword } from '@virga/runtime';
import { loadSealingKey, openSecret, readKeyring, sealSecret } from '@virga/runtime/secrets';
import { aCase, aUser } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signHeads } from '../sweeps/sign-heads.ts';
import { StagedWorker } from '../testing/staged-worker.ts';
import { resetAdminIn } from './reset-admin.ts';
import { rotateSealing } from './rotate-sealing-key.ts';
import { rotateSigning } from './rotate-signing-key.ts';

let stage: StagedWorker;
let keys: string;
beforeAll(async () => {
  stage = await StagedWorker.start();
  keys = join(stage.home, 'keys');
});
afterAll(() => stage.stop());

test('the sealing key is rotated five times while an acquisition opens its secrets; the old keys are gone [S4.keys-rotate]', async () => {
  const { db } = stage.test;
  const caseId = (await stage.newCase()).id;
  const first = (await readKeyring(keys))!.keys[0]!.keyId;
  const { id: instanceId, region } = stage.truth.compromisedInstance;
  const ids = await Promise.all([1, 2, 3].map(() => stage.ask(caseId, 'aws/ec2-metadata', { instanceId, region })));
  let isOver = false;
  const collecting = Promise.all(ids.map((id) => stage.collectAll(id))).finally(() => {
    isOver = true;
  });
  let rotations = 0;
  while (!isOver || rotations < 5) {
    expect(await rotateSealing(db, keys)).toMatchObject({ secrets: 8 });
    rotations += 1;
    await pause(20);
  }
  for (const row of await collecting) expect(row).toMatchObject({ errorCode: null });
  const keyring = (await readKeyring(keys))!;
  expect(keyring.keys).toHaveLength(1);
  expect(keyring.keys[0]!.keyId).not.toBe(first);
  for (const row of await db.prisma.accountSecret.findMany()) {
    expect(row.keyId).toBe(keyring.keys[0]!.keyId);
    const binding = { accountId: row.cloudAccountId, field: row.field };
    expect((await openSecret(keyring, binding, row.sealed)).length).toBeGreaterThan(10);
  }
  const audited = await db.prisma.auditRow.count({ where: { action: 'sealing key rotated' } });
  expect(audited).toBe(rotations);
});

test('a secret that is being sealed with the old key while a rotation begins is sealed again too [S4.keys-rotate]', async () => {
  const { db } = stage.test;
  const row = await db.prisma.accountSecret.findFirstOrThrow();
  const binding = { accountId: row.cloudAccountId, field: row.field };
  const where = { cloudAccountId_field: { cloudAccountId: row.cloudAccountId, field: row.field } };
  let rotation: Promise<unknown> = Promise.resolve();
  await db.prisma.$transaction(async (tx) => {
    // What the web app does, held up in its middle.
    await lockSealing(tx, 'shared');
    const key = (await loadSealingKey(keys))!;
    rotation = rotateSealing(db, keys);
    await pause(300);
    const sealed = await sealSecret(key, binding, 'typed in meanwhile');
    await tx.accountSecret.update({ where, data: { sealed, keyId: key.keyId } });
  });
  await rotation;
  const after = await db.prisma.accountSecret.findUniqueOrThrow({ where });
  expect(await openSecret((await readKeyring(keys))!, binding, after.sealed)).toBe('typed in meanwhile');
});

test('a new custody key stands in every chain, endorsed by the old one; heads of both are believed', async () => {
  const { db } = stage.test;
  const item = await db.prisma.evidenceItem.findFirstOrThrow();
  const scope = await scopeOfRow(db, 'case', item.caseId);
  const before = stage.collect.signingKey;
  await signHeads(stage.collect);
  const { from, to } = await rotateSigning(db, keys);
  expect(from).toBe(before.fingerprint);
  // The worker that was running all the time has the new one.
  expect(stage.collect.signingKey.fingerprint).toBe(to);
  await signHeads(stage.collect);
  const entries = await listCustody(db, scope);
  const { heads, publicKeys } = await stage.collect.store.readHeads(item.caseId);
  expect(verifyChain(entries, { heads, publicKeys })).toMatchObject({ verdict: 'intact', signedUpTo: entries.length });
  expect(publicKeys).toHaveLength(2);
  const last = entries.at(-1)!;
  expect(last).toMatchObject({ what: 'signing key changed', details: { from, to } });
  const { endorsement, oldPublicKey } = last.details as ReturnType<typeof endorseKey>;
  const statement = Buffer.from(canonicalize({ caseId: item.caseId, from, to }));
  const signature = Buffer.from(endorsement, 'base64');
  expect(verify(null, statement, createPublicKey(oldPublicKey), signature)).toBe(true);
  expect(verify(null, statement, createPublicKey(stage.collect.signingKey.publicKeyPem), signature)).toBe(false);
});

test('reset-admin: new password, sessions and tokens end, members of the cases read the reason [S1.admin-reason]', async () => {
  const { db } = stage.test;
  const options = { email: null, reason: 'lost on a journey', secondFactor: true };
  await expect(resetAdminIn(db, options)).rejects.toThrow(/no admin yet/);
  const admin = await aUser(db, { role: 'admin' });
  const shared = await aCase(db, { members: [admin, stage.lead] });
  const expiresAt = new Date(Date.now() + 60_000);
  const session = await db.prisma.session.create({
    data: { id: newId(), tokenHash: newId(), userId: admin.id, expiresAt },
  });
  await db.prisma.user.update({ where: { id: admin.id }, data: { totpSealed: 'x', disabledAt: new Date() } });
  const token = { id: newId(), userId: admin.id, name: 't', secretHash: newId(), expiresAt };
  await db.prisma.apiToken.create({ data: token });

  const { email, oneTimePassword } = await resetAdminIn(db, options);
  expect(email).toBe(admin.email);
  const after = await db.prisma.user.findUniqueOrThrow({ where: { id: admin.id } });
  expect(after).toMatchObject({ passwordMustChange: true, totpSealed: null, disabledAt: null });
  expect(await verifyPassword(oneTimePassword, after.passwordHash!)).toBe(true);
  expect((await db.prisma.session.findUniqueOrThrow({ where: { id: session.id } })).endedAt).not.toBeNull();
  expect((await db.prisma.apiToken.findUniqueOrThrow({ where: { id: token.id } })).revokedAt).not.toBeNull();
  const told = await db.prisma.auditRow.findMany({ where: { caseId: shared.id }, orderBy: { id: 'asc' } });
  expect(told.map((row) => row.action)).toEqual(['password of a member reset', 'second factor of a member reset']);
  expect(JSON.stringify(told[0]?.details)).toContain('lost on a journey');
  expect(await db.prisma.liveEvent.count({ where: { caseId: shared.id, kind: 'notification' } })).toBe(2);

  await aUser(db, { role: 'admin', email: 'second@test.invalid' });
  await expect(resetAdminIn(db, options)).rejects.toThrow(/several admins; name one with --email/);
  await expect(resetAdminIn(db, { ...options, email: 'nobody@test.invalid' })).rejects.toThrow(/No admin is called/);
});
