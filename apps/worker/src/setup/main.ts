import { toAppError } from '@virga/domain';
import { backup, restore } from './backup-step.ts';
import { firstPeople } from './first-people.ts';
import { prepare } from './prepare.ts';
import { resetAdmin } from './reset-admin.ts';
import { rotateSealingKey } from './rotate-sealing-key.ts';
import { rotateSigningKey } from './rotate-signing-key.ts';
import { stage } from './stage.ts';

const steps: Record<string, (options: unknown) => Promise<unknown>> = {
  prepare,
  'first-people': firstPeople,
  stage,
  backup,
  restore,
  'rotate-sealing-key': rotateSealingKey,
  'rotate-signing-key': rotateSigningKey,
  'reset-admin': resetAdmin,
};

/** One step of an installation, as a process of its own: `main.ts STEP [JSON]`; its last line on stdout is JSON. */
async function main(): Promise<void> {
  process.umask(0o077);
  const [name = '', options = '{}'] = process.argv.slice(2);
  const step = steps[name];
  if (!step) throw new Error(`no such step: ${name}; there are ${Object.keys(steps).join(', ')}`);
  process.stdout.write(`${JSON.stringify(await step(JSON.parse(options)))}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const fault = toAppError(error);
    process.stderr.write(`${fault.code === 'system.unexpected' ? (fault.detail ?? fault.message) : fault.message}\n`);
    process.exit(1);
  },
);
