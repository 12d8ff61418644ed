import { buildWeb } from './build-web.ts';
import { runChecks } from './check.ts';
import { provideDebianTools } from './debian-tools.ts';
import { type LaneResult, playwrightLane, printLane, vitestLane } from './lanes.ts';

/** `npm test`: checks, unit, integration and journeys, then one closing line. */
async function main(): Promise<void> {
  const missing = await provideDebianTools();
  if (missing) process.stderr.write(`virga: ${missing}\n`);
  const checks = await runChecks();
  const lanes: LaneResult[] = [
    {
      lane: 'checks',
      passed: checks.filter((check) => check.passed).length,
      failed: checks.filter((check) => !check.passed).length,
      skipped: 0,
      failures: checks.filter((check) => !check.passed).map((check) => check.name),
      seconds: checks.reduce((sum, check) => sum + check.seconds, 0),
    },
  ];
  lanes.push(await vitestLane('unit'));
  lanes.push(await vitestLane('integration'));
  const built = await buildWeb();
  if (built.passed) lanes.push(await playwrightLane());
  else
    lanes.push({
      lane: 'e2e',
      passed: 0,
      failed: 1,
      skipped: 0,
      failures: [`the web app does not build:\n${built.detail}`],
      seconds: 0,
    });
  process.stderr.write('\n');
  for (const lane of lanes) printLane(lane);
  const passed = lanes.reduce((sum, lane) => sum + lane.passed, 0);
  const failed = lanes.reduce((sum, lane) => sum + lane.failed, 0);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed ? 1 : 0;
}

await main();
