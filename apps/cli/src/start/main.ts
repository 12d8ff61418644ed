import { AppError } from '@virga/domain';
import { virgaHome } from '@virga/runtime';
import { readStartOptions, type StartOptions, startUsage } from './options.ts';
import { removeRunFile, takeOver } from './run-file.ts';
import { startAll } from './start-all.ts';

/** `npm start`: one clear line per step, then the address; Ctrl-C stops everything it started. */
async function main(): Promise<void> {
  process.umask(0o077);
  const options = readOptions(process.argv.slice(2));
  if (!options) return;
  const home = virgaHome();
  const address = takeOver(home);
  if (address) {
    process.stdout.write(`Virga already runs at ${address}. Stop it with Ctrl-C in its terminal.\n`);
    return;
  }
  const running = await startAll(home, options);
  let isStopping = false;
  await new Promise<void>((resolve) => {
    // Stays in place: a second Ctrl-C, or one that also reached a child, must not cut the orderly stop short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        isStopping = true;
        resolve();
      });
    void running.ended.then((part) => {
      if (isStopping) return;
      process.stderr.write(`\n${part.name} ended unexpectedly; its log: ${part.log}\n`);
      process.exitCode = 1;
      resolve();
    });
  });
  process.stdout.write('\nStopping …\n');
  await running.stop();
  removeRunFile(home);
  process.stdout.write('Stopped. All data is kept.\n');
  process.exit();
}

/** Null when that was all that was asked for, or it was wrong usage. */
function readOptions(args: string[]): StartOptions | null {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(startUsage);
    return null;
  }
  try {
    return readStartOptions(args);
  } catch (thrown) {
    process.stderr.write(`virga start: ${thrown instanceof Error ? thrown.message : String(thrown)}\n\n${startUsage}`);
    process.exitCode = 2;
    return null;
  }
}

main().catch((error: unknown) => {
  const sentence = error instanceof AppError || error instanceof Error ? error.message : String(error);
  process.stderr.write(`virga: ${sentence}\n`);
  process.exit(1);
});
