import { setTimeout as pause } from 'node:timers/promises';
import { type Part, type PartPlan, startPart } from './part.ts';

/** A part that is started again when its process ends by itself; `child` is the process of now. */
export interface KeptPart extends Part {
  /** Resolves when it could not be kept running: there is something to repair first. */
  readonly gaveUp: Promise<{ name: string; log: string }>;
}

/** A process that lived this long was running; its end is an accident and not a fault of the start. */
const settledMs = 10_000;
/** Without one settled process for this long nobody is helped by another try. */
const patienceMs = 120_000;
const slowestMs = 2000;

/**
 * A parser that dies of a hostile file, or a process the system killed for its memory, must not take the house down: the part
 * comes back, its leases are taken over and the work goes on. `onRestart` is called with every new process.
 */
export async function keepPart(plan: PartPlan, onRestart: (part: Part) => void): Promise<KeptPart> {
  let part = await startPart(plan);
  let startedAt = Date.now();
  let settledAt = startedAt;
  let isStopping = false;
  const { promise: gaveUp, resolve: giveUp } = Promise.withResolvers<{ name: string; log: string }>();

  async function again(): Promise<void> {
    if (Date.now() - startedAt >= settledMs) settledAt = Date.now();
    for (let delayMs = 100; !isStopping; delayMs = Math.min(slowestMs, delayMs * 2)) {
      if (Date.now() - settledAt > patienceMs) return giveUp({ name: plan.name, log: `${plan.logs}/${plan.name}.log` });
      await pause(delayMs);
      if (isStopping) return;
      const next = await startPart(plan).catch(() => null);
      if (!next) continue;
      part = next;
      startedAt = Date.now();
      if (isStopping) return part.stop(5000);
      watch();
      return onRestart(part);
    }
  }

  let restarting: Promise<void> = Promise.resolve();
  function watch(): void {
    const { child } = part;
    const ended = () => {
      if (!isStopping) restarting = again();
    };
    // It may have ended between its first answer and now.
    if (child.exitCode !== null || child.signalCode !== null) ended();
    else child.once('exit', ended);
  }
  watch();
  return {
    name: plan.name,
    gaveUp,
    get child() {
      return part.child;
    },
    get ready() {
      return part.ready;
    },
    async stop(timeoutMs) {
      isStopping = true;
      await part.stop(timeoutMs);
      await restarting;
      await part.stop(timeoutMs);
    },
  };
}
