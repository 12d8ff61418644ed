import { basename, resolve } from 'node:path';
import { visibleText } from '@virga/domain';
import { z } from 'zod';
import { runCommand } from '../command.ts';
import { findCase } from '../server/find-case.ts';
import { readToken } from '../server/read-token.ts';
import { serverAddress } from '../server/server-address.ts';
import { ServerClient } from '../server/server-client.ts';
import { findBatch, uploadsOf } from './find-batch.ts';
import { importVerdict } from './import-verdict.ts';
import { type InputFile, listInputs } from './list-inputs.ts';
import { type ImportOptions, readOptions, usage } from './options.ts';
import { sendAll } from './send-all.ts';
import { waitForLedger } from './wait-for-ledger.ts';

const withId = z.object({ id: z.uuid() });

export function run(args: string[]): Promise<number> {
  return runCommand('import', usage, args, async () => {
    const options = readOptions(args);
    const client = new ServerClient(serverAddress(options.server), readToken(options.tokenFile));
    const inputs = await listInputs(options.paths);
    if (inputs.files.length === 0) throw new Error('there is no file to send below the paths given');
    const caseId = await caseOf(client, options);
    const sent = await sendBatch(client, caseId, inputs.files, options);
    const outcome = options.wait ? await waitForLedger(client, caseId, sent.acquisitionId) : null;
    const { line, exitCode } = importVerdict({ caseId, ...sent, skipped: inputs.skipped, outcome });
    process.stderr.write(`${line}\n`);
    return exitCode;
  });
}

async function caseOf(client: ServerClient, { case: target }: ImportOptions): Promise<string> {
  if ('said' in target) return findCase(client, target.said);
  const { id } = await client.post('/cases', { title: target.newName }, withId);
  process.stdout.write(`case ${id}\n`);
  return id;
}

async function sendBatch(client: ServerClient, caseId: string, files: InputFile[], options: ImportOptions) {
  const batch = await findBatch(client, caseId, files);
  const counts = await sendAll(client, caseId, batch, files, (file) =>
    process.stderr.write(`  ${visibleText(file.name)}  ${file.sizeBytes} bytes\n`),
  );
  const arrived = (await uploadsOf(client, caseId)).filter((upload) => upload.batchId === batch.id);
  const wrong = files.filter(
    (file) => !arrived.some((upload) => upload.name === file.name && upload.sha256Arrival === file.sha256),
  );
  if (wrong.length > 0)
    throw new Error(
      `${wrong.length} of ${files.length} files did not arrive with the hash they have here, ${wrong[0]?.name} first. Run the same command again.`,
    );
  const title = options.title ?? basename(resolve(options.paths[0]!));
  const asked = { title, files: files.map(({ name, sizeBytes }) => ({ name, sizeBytes: String(sizeBytes) })) };
  const { id } = await client.post(`/cases/${caseId}/upload-batches/${batch.id}/seal`, asked, withId);
  return { acquisitionId: id, files, ...counts };
}
