import { usage, run as verify } from './run.ts';

/** `--help` is an answer, not wrong usage. */
export async function run(args: string[]): Promise<number> {
  if (!args.includes('--help') && !args.includes('-h')) return verify(args);
  process.stdout.write(`${usage}\n`);
  return 0;
}
