import type { AcquisitionRun } from './acquisition-run.ts';

/** Beyond this the order of our own entries and of the provider's events cannot be trusted without saying so (forensics.md, 9). */
export const clockToleranceMs = 2000;

/** A sentence when our clock and the provider's `Date` header differ by more than two seconds; null otherwise. */
export function clockWarning(offsetMs: number | null): string | null {
  if (offsetMs === null || Math.abs(offsetMs) <= clockToleranceMs) return null;
  const seconds = (Math.abs(offsetMs) / 1000).toFixed(1);
  return `Our clock is ${seconds} s ${offsetMs > 0 ? 'ahead of' : 'behind'} the provider's: times of custody entries are off by as much. Correct this machine's clock.`;
}

/** Once per acquisition, when it ends: the median over all its calls is known only then. */
export async function warnOfClock(run: AcquisitionRun): Promise<void> {
  const offsetMs = run.clockOffsetMs();
  const warning = clockWarning(offsetMs);
  if (warning) await run.log('warning', warning, { clockOffsetMs: offsetMs });
}
