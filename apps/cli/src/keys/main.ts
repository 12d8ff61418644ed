import { parseArgs } from 'node:util';
import { orUsageError, runCommand } from '../command.ts';
import { withInstallation } from '../local/with-installation.ts';
import { UsageError } from '../usage-error.ts';
import { describeKeys } from './describe-keys.ts';

const usage = `Usage: virga keys show
       virga keys rotate [sealing|signing]

show            fingerprints of the keys of this installation (VIRGA_HOME), never a key itself
rotate          a new sealing key: every stored secret is sealed again with it, then the old key is destroyed
rotate signing  a new key for custody heads: every case's chain says so, signed over by the old key, whose public half is kept

Both work while Virga runs. Copies of the keys folder that you keep elsewhere still hold the old keys: replace them.
Exit: 0 done; 1 not done; 2 wrong usage.
`;

interface Sealing {
  from: string;
  to: string;
  secrets: number;
}

interface Signing {
  from: string;
  to: string;
  cases: number;
}

export function run(args: string[]): Promise<number> {
  return runCommand('keys', usage, args, async () => {
    const { positionals } = orUsageError(() => parseArgs({ args, allowPositionals: true, options: {} }));
    const words = positionals.join(' ');
    const actions: Record<string, () => Promise<string>> = {
      show: describeKeys,
      rotate: rotateSealing,
      'rotate sealing': rotateSealing,
      'rotate signing': rotateSigning,
    };
    const action = Object.hasOwn(actions, words) ? actions[words] : undefined;
    if (!action) throw new UsageError(words === '' ? 'say what: show or rotate' : `"${words}" is none of them`);
    process.stdout.write(await action());
    return 0;
  });
}

function rotateSealing(): Promise<string> {
  return withInstallation('present', async (step) => {
    const { from, to, secrets } = await step<Sealing>('rotate-sealing-key', {});
    return `New sealing key ${to}; ${secrets} secret${secrets === 1 ? '' : 's'} sealed again. Key ${from} is destroyed here.\n`;
  });
}

function rotateSigning(): Promise<string> {
  return withInstallation('present', async (step) => {
    const { from, to, cases } = await step<Signing>('rotate-signing-key', {});
    return `New custody signing key ${to}; the chains of ${cases} case${cases === 1 ? '' : 's'} say so. Heads made with ${from} stay valid.\n`;
  });
}
