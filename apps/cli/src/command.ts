import { visibleText } from '@virga/domain';
import { UsageError } from './usage-error.ts';

/**
 * Runs one command: `--help` prints its usage, wrong usage ends with 2 and says both, any other failure is one sentence on
 * standard error and 1. A stack is for bugs only.
 */
export async function runCommand(
  name: string,
  usage: string,
  args: string[],
  action: (args: string[]) => Promise<number>,
): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return 0;
  }
  try {
    return await action(args);
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    process.stderr.write(`virga ${name}: ${visibleText(message)}\n`);
    if (!(thrown instanceof UsageError)) return 1;
    process.stderr.write(`\n${usage}`);
    return 2;
  }
}

/** parseArgs of node:util, whose complaints are wrong usage. */
export function orUsageError<Result>(parse: () => Result): Result {
  try {
    return parse();
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? thrown.message : String(thrown));
  }
}
