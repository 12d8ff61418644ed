import { parseArgs } from 'node:util';
import { orUsageError, runCommand } from '../command.ts';
import { withInstallation } from '../local/with-installation.ts';
import { UsageError } from '../usage-error.ts';

const usage = `Usage: virga reset-admin --reason TEXT [--email ADDRESS] [--second-factor]

Gives an admin of this installation (VIRGA_HOME) a new one-time password and prints it, on a terminal only. His sessions
and tokens end, and the members of his cases are told, with the reason.

  --reason TEXT     why; members and the audit log show it
  --email ADDRESS   which admin, when there are several
  --second-factor   removes his second factor too; the next sign-in sets a new one

Exit: 0 done; 1 not done; 2 wrong usage.
`;

export function run(args: string[]): Promise<number> {
  return runCommand('reset-admin', usage, args, async () => {
    const options = readOptions(args);
    // A pipe or file would keep a password that nobody sees there.
    if (!process.stdout.isTTY)
      throw new Error('the password is printed on a terminal only: run it in one, without > or |');
    await withInstallation('present', async (step) => {
      const { email, oneTimePassword } = await step<{ email: string; oneTimePassword: string }>('reset-admin', options);
      process.stdout.write(`One-time password of ${email}, shown once: ${oneTimePassword}\n`);
    });
    return 0;
  });
}

function readOptions(args: string[]) {
  const { values } = orUsageError(() =>
    parseArgs({
      args,
      options: {
        reason: { type: 'string' },
        email: { type: 'string' },
        'second-factor': { type: 'boolean', default: false },
      },
    }),
  );
  const reason = values.reason?.trim();
  if (!reason) throw new UsageError('give a reason with --reason: the members of his cases read it');
  return { reason, email: values.email ?? null, secondFactor: values['second-factor'] };
}
