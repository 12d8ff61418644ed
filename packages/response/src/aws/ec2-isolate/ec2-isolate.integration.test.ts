import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@virga/domain/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Staged, stagedSession } from '../../conformance/staged-session.ts';
import { ec2Isolate } from './action.ts';
import { asState } from './isolation-state.ts';
import { type Ec2IsolateParameters, ec2IsolateManifest } from './manifest.ts';

let staged: Staged;
beforeAll(async () => {
  staged = await stagedSession();
});
afterAll(() => staged.stop());

function contextOf(more: Partial<Ec2IsolateParameters> = {}) {
  const { id, region } = staged.truth.compromisedInstance;
  return staged.context(ec2IsolateManifest.parameters.parse({ instanceId: id, region, ...more }), newId());
}

test('preserve comes before cut, apply holds through the scaling group, and undo restores the record [F11.preserve-steps] [F11.preview-lists] [F12.exact-undo]', async () => {
  const context = contextOf();
  const before = await ec2Isolate.readState(context);
  const plan = await ec2Isolate.plan(context, before);
  expect(plan.protectedBecause).toBeNull();
  const phases = plan.steps.map((step) => step.phase);
  expect(phases.lastIndexOf('preserve')).toBeLessThan(phases.indexOf('cut'));
  expect(plan.steps.map((step) => step.key)).toEqual(
    expect.arrayContaining(['standby', 'protect termination', 'empty group']),
  );
  const stillThrough = plan.stillGetsThrough.join(' ');
  for (const way of ['reverse shell', '169.254.169.254', 'DNS']) expect(stillThrough).toContain(way);
  expect(plan.affected.length).toBeGreaterThan(0);
  expect(plan.weLose.join(' ')).toContain('Systems Manager');
  for (const step of plan.steps) {
    const once = await ec2Isolate.applyStep(context, before, step.key);
    const twice = await ec2Isolate.applyStep(context, before, step.key);
    expect(twice.after).toEqual(once.after);
  }
  const verification = await ec2Isolate.verify(context, before);
  const failing = verification.findings.filter((finding) => !finding.holds).map((finding) => finding.title);
  expect(failing).toEqual(['Established connections are ended']);
  await sleep(4500);
  const contained = asState(await ec2Isolate.readState(context));
  expect(contained.instance.state).toBe('running');
  expect(contained.scalingGroup?.lifecycleState).toBe('Standby');
  expect(contained.attributes).toMatchObject({ disableApiTermination: true, disableApiStop: true });
  expect(contained.volumes.map((volume) => volume.deleteOnTermination)).not.toContain(true);
  for (const step of ec2Isolate.undoPlan(context, before, await ec2Isolate.readState(context)))
    await ec2Isolate.undoStep(context, before, step.key);
  const after = asState(await ec2Isolate.readState(context));
  const recorded = asState(before);
  expect({ ...after, scalingGroup: null }).toEqual({ ...recorded, scalingGroup: null });
  expect(after.scalingGroup?.lifecycleState).toBe('InService');
});

test('stopping ends the established reverse shell; undo starts the instance again [F11.established-connections] [F11.ephemeral-said]', async () => {
  const context = contextOf({ established: 'stop' });
  const before = await ec2Isolate.readState(context);
  const plan = await ec2Isolate.plan(context, before);
  expect(plan.weLose).toEqual(expect.arrayContaining(['Memory of the instance', 'Everything on instance store']));
  const state = asState(before);
  const spot = await ec2Isolate.plan(context, { ...state, instance: { ...state.instance, isSpot: true } });
  expect(spot.cannotRestore.join(' ')).toContain('Spot');
  expect(plan.cannotRestore.join(' ')).not.toContain('Spot');
  for (const step of plan.steps) await ec2Isolate.applyStep(context, before, step.key);
  const verification = await ec2Isolate.verify(context, before);
  expect(verification.findings.filter((finding) => !finding.holds)).toEqual([]);
  expect(JSON.stringify(await staged.control('connections'))).not.toMatch(/"(alive|isAlive)":true/);
  for (const step of ec2Isolate.undoPlan(context, before, before)) await ec2Isolate.undoStep(context, before, step.key);
  expect(asState(await ec2Isolate.readState(context)).instance.state).toBe('running');
});

test('without the preserve steps the scaling group terminates the isolated instance [F11.without-preserve-terminates]', async () => {
  const context = contextOf();
  const before = await ec2Isolate.readState(context);
  const plan = await ec2Isolate.plan(context, before);
  for (const step of plan.steps.filter((one) => one.phase === 'cut'))
    await ec2Isolate.applyStep(context, before, step.key);
  let state = 'running';
  for (let tries = 0; tries < 60 && !['terminated', 'shutting-down', 'gone'].includes(state); tries++) {
    await sleep(500);
    state = await ec2Isolate.readState(context).then(
      (now) => asState(now).instance.state,
      () => 'gone',
    );
  }
  expect(['terminated', 'shutting-down', 'gone']).toContain(state);
});
