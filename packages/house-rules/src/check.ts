import { checkBoundaries } from './boundaries.ts';
import { checkMigrations } from './db-migration.ts';
import { checkDesignLines } from './design-lines.ts';
import { generateClient } from './generate-client.ts';
import { checkDocs } from './generate-docs.ts';
import { checkNames } from './names.ts';
import { checkNetworkDoors } from './network-doors.ts';
import { bin, run } from './repository.ts';
import { checkSupplyChain } from './supply-chain/check-supply-chain.ts';

export interface CheckResult {
  name: string;
  passed: boolean;
  detail: string;
  seconds: number;
}

interface Check {
  name: string;
  run(): Promise<{ passed: boolean; detail: string }>;
}

function program(name: string, command: string, args: string[]): Check {
  return {
    name,
    async run() {
      const finished = await run(bin(command), args);
      return { passed: finished.code === 0, detail: finished.output };
    },
  };
}

const checks: Check[] = [
  program('types: everything but the web app', 'tsc', ['-p', 'tsconfig.json']),
  program('types: web app', 'tsc', ['-p', 'apps/web/tsconfig.json', '--noEmit']),
  program('format and lint', 'biome', ['ci', '--colors=off', '--diagnostic-level=error', '--max-diagnostics=50', '.']),
  { name: 'boundaries between rooms', run: checkBoundaries },
  { name: 'one egress door', run: checkNetworkDoors },
  { name: 'supply chain: licences, hashes, install scripts', run: checkSupplyChain },
  program('dead code', 'knip', ['--no-progress']),
  { name: 'migrations match the models', run: checkMigrations },
  { name: 'generated documents are fresh', run: checkDocs },
  { name: 'names of files and folders', run: checkNames },
  { name: 'lines of the design have their tests', run: checkDesignLines },
];

/** Every rule a machine can hold. Each result counts as one test in `npm test`. */
export async function runChecks(): Promise<CheckResult[]> {
  await generateClient();
  const results: CheckResult[] = [];
  for (const check of checks) {
    const started = performance.now();
    const outcome = await check
      .run()
      .catch((error: Error) => ({ passed: false, detail: error.stack ?? error.message }));
    const result = { name: check.name, ...outcome, seconds: (performance.now() - started) / 1000 };
    results.push(result);
    process.stderr.write(`${result.passed ? 'ok  ' : 'FAIL'} ${result.name} (${result.seconds.toFixed(1)} s)\n`);
    if (!result.passed) process.stderr.write(`${result.detail.trim().split('\n').slice(0, 80).join('\n')}\n`);
  }
  return results;
}

if (import.meta.main) {
  const results = await runChecks();
  const failed = results.filter((result) => !result.passed).length;
  process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
  process.exitCode = failed ? 1 : 0;
}
