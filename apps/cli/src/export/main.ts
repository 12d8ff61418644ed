import { visibleText } from '@virga/domain';
import { runCommand } from '../command.ts';
import { findCase } from '../server/find-case.ts';
import { readToken } from '../server/read-token.ts';
import { serverAddress } from '../server/server-address.ts';
import { ServerClient } from '../server/server-client.ts';
import { exportBag } from './export-bag.ts';
import { exportEvents } from './export-events.ts';
import { exportReport } from './export-report.ts';
import { type ExportKind, readOptions, usage } from './options.ts';

const exporters: Record<string, typeof exportBag | typeof exportEvents | typeof exportReport> = {
  bag: exportBag,
  events: exportEvents,
  report: exportReport,
};

export function run(args: string[]): Promise<number> {
  return runCommand('export', usage, args, async () => {
    const options = readOptions(args);
    const client = new ServerClient(serverAddress(options.server), readToken(options.tokenFile));
    const caseId = await findCase(client, options.case);
    const saved = await exporterOf(options.kind)(client, caseId, options);
    process.stdout.write(`${visibleText(saved.path)}\n`);
    process.stderr.write(`${JSON.stringify({ kind: options.kind, caseId, ...saved })}\n`);
    return 0;
  });
}

function exporterOf(kind: ExportKind) {
  return exporters[kind.split('-')[0]!]!;
}
