import { type AwsSessionSettings, openAwsSession } from '@virga/cloud/aws';
import { loadCollector } from '../registry.ts';
import { CollectRun } from './collect-run.ts';

/**
 * Runs one step of a collector in a process of its own, for tests that kill it. Argument: JSON with the step, the
 * session's settings and the run's; prints a line per progress report and `done` at the end.
 */
export interface ChildOrder {
  sourceId: string;
  step: 'start' | 'transfer';
  session: AwsSessionSettings;
  folder: string;
  acquisitionId: string;
  parameters: Record<string, unknown>;
}

const order = JSON.parse(process.argv[2] ?? '{}') as ChildOrder;
const collector = await loadCollector(order.sourceId);
const run = new CollectRun<unknown>({
  folder: order.folder,
  acquisitionId: order.acquisitionId,
  parameters: order.parameters,
  session: openAwsSession(order.session),
  onProgress: (progress) => process.stdout.write(`${progress.done} ${progress.total}\n`),
});
await run.step((context) => collector[order.step](context));
process.stdout.write('done\n');
process.exit(0);
