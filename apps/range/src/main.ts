import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startRange } from './start-range.ts';

const USAGE =
  'usage: node apps/range/src/main.ts --data DIR [--port 4500] [--seed 7] [--size small|full] [--scenario leaked-key] [--plant FILE.json] [--unhealthy-seconds N] [--snapshot-seconds N]';

function wrongUsage(message: string): never {
  process.stderr.write(`range: ${message}\n${USAGE}\n`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '4500' },
        data: { type: 'string' },
        seed: { type: 'string', default: '7' },
        size: { type: 'string', default: 'small' },
        scenario: { type: 'string', default: 'leaked-key' },
        plant: { type: 'string' },
        'unhealthy-seconds': { type: 'string' },
        'snapshot-seconds': { type: 'string' },
      },
    }).values;
  } catch (error) {
    return wrongUsage(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) wrongUsage(`--${name} must be a whole number`);
  return Number(text);
}

/** JSON: name → string. */
function readPlanted(path: string): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    return wrongUsage(`--plant ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const values = readArguments();
const size = values.size;
if (size !== 'small' && size !== 'full') wrongUsage('--size must be small or full');
if (values.data === undefined) wrongUsage('--data is missing: the folder that the range keeps its state in');

const seconds = (text: string | undefined, name: string): number | undefined =>
  text === undefined ? undefined : wholeNumber(text, name) * 1000;
const unhealthyAfterMs = seconds(values['unhealthy-seconds'], 'unhealthy-seconds');
const snapshotMs = seconds(values['snapshot-seconds'], 'snapshot-seconds');

try {
  const range = await startRange({
    port: wholeNumber(values.port, 'port'),
    dataFolder: values.data,
    seed: wholeNumber(values.seed, 'seed'),
    size,
    scenario: values.scenario,
    ...(values.plant === undefined ? {} : { planted: readPlanted(values.plant) }),
    timing: {
      ...(unhealthyAfterMs === undefined ? {} : { unhealthyAfterMs }),
      ...(snapshotMs === undefined ? {} : { snapshotMs }),
    },
  });
  const stop = (): void => {
    range.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`range: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // Only now: whoever waits for this line may send a signal at once.
  process.stdout.write(`${JSON.stringify(range.summary)}\n`);
} catch (error) {
  const isBusy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const words = isBusy ? `port ${values.port} is in use` : error instanceof Error ? error.message : String(error);
  process.stderr.write(`range: ${words}\n`);
  process.exit(1);
}
