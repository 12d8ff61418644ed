import { toAppError } from '@virga/domain';
import { firstPeople } from './first-people.ts';
import { prepare } from './prepare.ts';
import { stage } from './stage.ts';

const steps: Record<string, () => Promise<unknown>> = { prepare, 'first-people': firstPeople, stage };

/** One step of setting an installation up, as a process of its own; its last line on stdout is JSON. */
async function main(): Promise<void> {
  const step = steps[process.argv[2] ?? ''];
  if (!step) throw new Error(`no such step: ${process.argv[2]}; there are ${Object.keys(steps).join(', ')}`);
  process.stdout.write(`${JSON.stringify(await step())}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const fault = toAppError(error);
    process.stderr.write(`${fault.code === 'system.unexpected' ? (fault.detail ?? fault.message) : fault.message}\n`);
    process.exit(1);
  },
);
