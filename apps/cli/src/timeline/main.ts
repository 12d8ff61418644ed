import { UsageError } from '../usage-error.ts';
import { OutputClosed } from './line-output.ts';
import { readOptions, type TimelineOptions, usage } from './options.ts';
import { runTimeline } from './run-timeline.ts';

/** `virga timeline`; answers with the exit code. The last line of standard error is the ledger as one JSON object. */
export async function run(args: string[]): Promise<number> {
  let options: TimelineOptions;
  try {
    options = readOptions(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`virga timeline: ${error.message}\n\n${usage}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const streams = { input: process.stdin, output: process.stdout, isTerminal: process.stdout.isTTY === true };
  try {
    const { line, exitCode } = await runTimeline(options, streams);
    process.stderr.write(`${line}\n`);
    return exitCode;
  } catch (error) {
    if (error instanceof OutputClosed) return 0;
    throw error;
  }
}
