import type { ServerClient } from '../server/server-client.ts';
import { type Batch, takeKnown } from './find-batch.ts';
import type { InputFile } from './list-inputs.ts';
import { sendFile } from './send-file.ts';

export interface SentCounts {
  sent: number;
  resumed: number;
  /** Arrived in an earlier run of the same command. */
  present: number;
}

/** One after the other: the network is the limit, and a break leaves at most one file in its middle. */
export async function sendAll(
  client: ServerClient,
  caseId: string,
  batch: Batch,
  files: readonly InputFile[],
  onFile: (file: InputFile) => void,
): Promise<SentCounts> {
  const counts: SentCounts = { sent: 0, resumed: 0, present: 0 };
  for (const file of files) {
    const known = takeKnown(batch, file);
    if (known?.state === 'received') {
      counts.present += 1;
      continue;
    }
    onFile(file);
    await sendFile(file, { client, caseId, batchId: batch.id, resume: known });
    if (known) counts.resumed += 1;
    else counts.sent += 1;
  }
  return counts;
}
