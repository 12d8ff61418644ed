import type { Progress } from '@virga/source-kit';
import type { AcquisitionRun } from './acquisition-run.ts';

const everyMs = 1000;

/** Writes progress at most once a second, with the rate over the last ten seconds in units per second. */
export function progressKeeper(run: AcquisitionRun) {
  let latest: Progress | null = null;
  let timer: NodeJS.Timeout | null = null;
  const samples: { at: number; done: number }[] = [];
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    timer = null;
    const progress = latest;
    if (!progress) return;
    latest = null;
    const now = Date.now();
    samples.push({ at: now, done: progress.done });
    while (samples.length > 1 && now - samples[0]!.at > 10_000) samples.shift();
    const first = samples[0]!;
    const seconds = (now - first.at) / 1000;
    const rate = seconds >= 1 ? (progress.done - first.done) / seconds : null;
    await run.update({ progress: { ...progress, rate } }).catch(() => undefined);
  }

  return {
    progress(progress: Progress): void {
      latest = progress;
      timer ??= setTimeout(() => {
        writing = writing.then(write);
      }, everyMs).unref();
    },
    async flush(): Promise<void> {
      if (timer) clearTimeout(timer);
      await writing;
    },
  };
}
