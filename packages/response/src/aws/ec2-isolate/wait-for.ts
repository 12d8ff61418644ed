import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@virga/domain';
import type { IsolateContext } from './isolation-state.ts';

const everyMs = 500;
const patienceMs = 180_000;

async function waitUntil(context: IsolateContext, what: string, isThere: () => Promise<boolean>): Promise<void> {
  for (
    const end = Date.now() + patienceMs;
    Date.now() < end;
    await sleep(everyMs, undefined, { signal: context.signal })
  )
    if (await isThere()) return;
  throw new AppError({
    code: 'cloud.unexpected',
    message: `${what} did not happen within three minutes. Retry continues from here.`,
    retryable: false,
  });
}

export function waitForLifecycle(context: IsolateContext, wanted: string): Promise<void> {
  return waitUntil(context, `${wanted} in the scaling group`, async () => {
    const answer = await context.session
      .autoScaling(context.region)
      .describeAutoScalingInstances({ InstanceIds: [context.parameters.instanceId] });
    return answer.AutoScalingInstances?.[0]?.LifecycleState === wanted;
  });
}

export function waitForInstance(context: IsolateContext, wanted: 'running' | 'stopped'): Promise<void> {
  return waitUntil(context, `State ${wanted}`, async () => {
    const answer = await context.session
      .ec2(context.region)
      .describeInstances({ InstanceIds: [context.parameters.instanceId] });
    return answer.Reservations?.[0]?.Instances?.[0]?.State?.Name === wanted;
  });
}
