import { newId } from '@virga/domain/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Staged, stagedSession } from '../../conformance/staged-session.ts';
import { iamDenyAll } from './action.ts';
import { type IamDenyAllParameters, iamDenyAllManifest } from './manifest.ts';
import { asPrincipal } from './principal-state.ts';

let staged: Staged;
beforeAll(async () => {
  staged = await stagedSession();
});
afterAll(() => staged.stop());

const contextOf = (parameters: Partial<IamDenyAllParameters>) =>
  staged.context(iamDenyAllManifest.parameters.parse(parameters), newId());

async function instanceRole(): Promise<string> {
  const { id, region } = staged.truth.compromisedInstance;
  const { session } = contextOf({ principalType: 'role', name: 'unused' });
  const found = await session.ec2(region).describeInstances({ InstanceIds: [id] });
  const profile = found.Reservations![0]!.Instances![0]!.IamInstanceProfile!.Arn!.split('/').at(-1)!;
  const read = await session.iam().getInstanceProfile({ InstanceProfileName: profile });
  return read.InstanceProfile!.Roles![0]!.RoleName!;
}

test('a role: deny and session refusal, who else is hit, and an undo that re-stamps the refusal [F12.restamped]', async () => {
  const context = contextOf({ principalType: 'role', name: await instanceRole() });
  const before = await iamDenyAll.readState(context);
  const plan = await iamDenyAll.plan(context, before);
  expect(plan.affected.map((one) => one.id)).toContain(staged.truth.compromisedInstance.id);
  expect(plan.steps.map((step) => step.key)).toEqual(['deny all', 'revoke sessions']);
  for (const step of plan.steps) await iamDenyAll.applyStep(context, before, step.key);
  expect(await iamDenyAll.verify(context, before)).toMatchObject({ holds: true });
  const stamped = asPrincipal(await iamDenyAll.readState(context)).revokePolicy;
  const later = { ...context, nowMicros: () => context.nowMicros() + 60_000_000n };
  const undo = iamDenyAll.undoPlan(later, before, before);
  expect(undo.map((step) => step.key)).toEqual(['revoke sessions', 'deny all']);
  for (const step of undo) await iamDenyAll.undoStep(later, before, step.key);
  const after = asPrincipal(await iamDenyAll.readState(context));
  expect(after.denyPolicy).toBeNull();
  expect(after.revokePolicy).not.toBeNull();
  expect(after.revokePolicy).not.toBe(stamped);
});

test('a user: keys go off; undo brings back all but the one the attacker holds', async () => {
  const { userName, accessKeyId } = staged.truth.leakedKey;
  const context = contextOf({ principalType: 'user', name: userName, compromisedKeyIds: [accessKeyId] });
  const before = await iamDenyAll.readState(context);
  const plan = await iamDenyAll.plan(context, before);
  for (const step of plan.steps) await iamDenyAll.applyStep(context, before, step.key);
  expect(await iamDenyAll.verify(context, before)).toMatchObject({ holds: true });
  for (const step of iamDenyAll.undoPlan(context, before, before)) await iamDenyAll.undoStep(context, before, step.key);
  const after = asPrincipal(await iamDenyAll.readState(context));
  expect(after.denyPolicy).toBeNull();
  for (const key of asPrincipal(before).accessKeys)
    expect(after.accessKeys.find((now) => now.id === key.id)?.status).toBe(
      key.id === accessKeyId ? 'Inactive' : key.status,
    );
});

test('our own roles are never a target [F13.never-targets]', async () => {
  const context = contextOf({ principalType: 'role', name: 'VirgaContain' });
  const plan = await iamDenyAll.plan(context, await iamDenyAll.readState(context));
  expect(plan.protectedBecause).toContain('VirgaContain');
});
