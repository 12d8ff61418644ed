import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, root, run } from './repository.ts';

export interface LaneResult {
  lane: string;
  passed: number;
  failed: number;
  /** Tests that said why they could not run here. */
  skipped: number;
  /** Names of failed tests with their first line. */
  failures: string[];
  seconds: number;
}

const results = join(root, 'test-results');

interface VitestJson {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numFailedTestSuites: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** One vitest project; counts come from its JSON, and a lane without any test has failed. */
export async function vitestLane(lane: string, options: { timeoutMs?: number } = {}): Promise<LaneResult> {
  mkdirSync(results, { recursive: true });
  const file = join(results, `${lane}.json`);
  rmSync(file, { force: true });
  const args = ['run', '--project', lane, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const finished = await run(bin('vitest'), args, { show: true, ...options });
  let json: VitestJson;
  try {
    json = JSON.parse(readFileSync(file, 'utf8')) as VitestJson;
  } catch {
    return {
      lane,
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: [`${lane}: the runner left no result (exit ${finished.code})`],
      seconds: finished.seconds,
    };
  }
  const failures = json.testResults.flatMap((file) => [
    ...file.assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${test.fullName}: ${(test.failureMessages[0] ?? '').split('\n')[0]}`),
    ...(file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')
      ? [`${file.name}: ${file.message.split('\n')[0]}`]
      : []),
  ]);
  const failed = Math.max(failures.length, json.numFailedTests);
  return guard(
    { lane, passed: json.numPassedTests, failed, skipped: json.numPendingTests, failures, seconds: finished.seconds },
    finished.code,
  );
}

interface PlaywrightJson {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: { message?: string }[];
}

/** The journeys in a real Chromium. A flaky pass counts as a failure: it is a bug to fix that day. */
export async function playwrightLane(): Promise<LaneResult> {
  mkdirSync(results, { recursive: true });
  const file = join(results, 'e2e.json');
  rmSync(file, { force: true });
  const finished = await run(bin('playwright'), ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json'], {
    show: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  });
  try {
    const json = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightJson;
    const failures = json.errors.map((error) => (error.message ?? 'error').split('\n')[0]!);
    const failed = json.stats.unexpected + json.stats.flaky + (json.stats.unexpected === 0 ? failures.length : 0);
    return guard(
      {
        lane: 'e2e',
        passed: json.stats.expected,
        failed,
        skipped: json.stats.skipped,
        failures,
        seconds: finished.seconds,
      },
      finished.code,
    );
  } catch {
    return {
      lane: 'e2e',
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: [`e2e: the runner left no result (exit ${finished.code})`],
      seconds: finished.seconds,
    };
  }
}

function guard(result: LaneResult, code: number): LaneResult {
  if (result.passed + result.failed === 0) return { ...result, failed: 1, failures: [`${result.lane}: no test ran`] };
  if (code !== 0 && result.failed === 0)
    return { ...result, failed: 1, failures: [`${result.lane}: the runner ended with ${code}`] };
  return result;
}

export function printLane(result: LaneResult): void {
  process.stderr.write(
    `${result.lane}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped (${result.seconds.toFixed(0)} s)\n`,
  );
  for (const failure of result.failures) process.stderr.write(`  ${failure}\n`);
}
