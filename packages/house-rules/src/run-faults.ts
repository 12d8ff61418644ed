import { parseArgs } from 'node:util';
import { buildWeb } from './build-web.ts';
import { provideDebianTools } from './debian-tools.ts';
import { printLane, vitestLane } from './lanes.ts';

/** `npm run test:faults -- [--seed N] [--kills N] [--queue pg|redis]`: the whole product under kills, weather and a full disk. */
async function main(): Promise<void> {
  // `test:faults` is called as `faults …`, like the other lanes.
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((word) => word !== 'faults'),
    options: { seed: { type: 'string' }, kills: { type: 'string' }, queue: { type: 'string' } },
  });
  for (const [name, value] of Object.entries(values)) process.env[`VIRGA_FAULTS_${name.toUpperCase()}`] = value;
  // Drawn here, so that it is printed whatever becomes of the run.
  process.env['VIRGA_FAULTS_SEED'] ??= String(Date.now() % 2 ** 31);
  const missing = await provideDebianTools();
  if (missing) process.stderr.write(`virga: ${missing}\n`);
  const built = await buildWeb();
  if (!built.passed) throw new Error(`The web app does not build:\n${built.detail}`);
  const result = await vitestLane('faults');
  printLane(result);
  const seed = process.env['VIRGA_FAULTS_SEED'];
  if (result.failed > 0)
    process.stderr.write(`seed ${seed}; what was done and when: test-results/faults/${seed}-*.jsonl\n`);
  process.stdout.write(`${result.passed} passed, ${result.failed} failed\n`);
  process.exitCode = result.failed ? 1 : 0;
}

await main();
