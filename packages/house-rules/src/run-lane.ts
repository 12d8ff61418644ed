import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { generateClient } from './generate-client.ts';
import { printLane, vitestLane } from './lanes.ts';
import { root } from './repository.ts';

/** `npm run test:oracle` (real samples beside the checkout) and `npm run test:long` (what takes longer). */
async function main(): Promise<void> {
  const lane = process.argv[2] ?? '';
  if (lane !== 'oracle' && lane !== 'long') throw new Error(`no such lane: ${lane}`);
  if (lane === 'oracle' && !existsSync(join(root, '../shared/data'))) {
    process.stderr.write('test:oracle skipped: ../shared/data is not beside this checkout\n');
    return;
  }
  await generateClient();
  const result = await vitestLane(lane);
  printLane(result);
  process.stdout.write(`${result.passed} passed, ${result.failed} failed\n`);
  process.exitCode = result.failed ? 1 : 0;
}

await main();
