import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { orUsageError, runCommand } from '../command.ts';
import { withInstallation } from '../local/with-installation.ts';
import { UsageError } from '../usage-error.ts';

const usage = `Usage: virga restore PATH

Restores a backup into an empty installation (VIRGA_HOME, made when it is not there). Hashes are checked before anything
is changed and again after writing; custody chains are computed anew; the database is brought up to this version.
What was under way when the backup was made is stopped: nothing touches a cloud by itself after a restore.
To open the secrets of cloud accounts, put the keys/ folder of the old installation into VIRGA_HOME.

Exit: 0 done; 1 refused or damaged; 2 wrong usage.
`;

interface Summary {
  createdAt: string;
  rows: number;
  items: number;
  cases: { number: number; entries: number; verdict: string }[];
  secrets: { count: number; openable: boolean };
  interrupted: number;
}

export function run(args: string[]): Promise<number> {
  return runCommand('restore', usage, args, async () => {
    const { positionals } = orUsageError(() => parseArgs({ args, allowPositionals: true, options: {} }));
    const [from] = positionals;
    if (from === undefined || positionals.length > 1) throw new UsageError('name one backup');
    await withInstallation('new', async (step) => {
      process.stdout.write(describe(await step<Summary>('restore', { from: resolve(from) })));
    });
    return 0;
  });
}

function describe({ createdAt, rows, items, cases, secrets, interrupted }: Summary): string {
  return [
    `Restored as it was on ${createdAt}: ${cases.length} cases, ${items} evidence items, ${rows} rows.`,
    ...cases.map((one) => `  VC-${one.number}: custody chain of ${one.entries} entries, ${one.verdict}`),
    ...(interrupted > 0
      ? [`${interrupted} thing(s) that were under way are shown as failed; start them again where that is wanted.`]
      : []),
    describeSecrets(secrets),
    'Everybody signs in again. An admin who cannot (second factors need the old keys/ too): virga reset-admin --second-factor',
    '',
  ].join('\n');
}

function describeSecrets({ count, openable }: Summary['secrets']): string {
  if (count === 0) return 'No secrets of cloud accounts were stored.';
  if (openable) return `The ${count} secrets of cloud accounts can be opened: their keys are here.`;
  return `The ${count} secrets of cloud accounts cannot be opened here: their keys are not in a backup. Put the old keys/ folder into VIRGA_HOME, or enter the secrets again on the Accounts screen.`;
}
