import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ServerClient } from '../server/server-client.ts';
import type { InputFile } from './list-inputs.ts';

const uploadSchema = z.object({
  id: z.uuid(),
  batchId: z.uuid(),
  name: z.string(),
  sizeBytes: z.string(),
  sha256Browser: z.string().nullable(),
  sha256Arrival: z.string().nullable(),
  state: z.enum(['receiving', 'received', 'sealed', 'failed']),
  errorMessage: z.string().nullable(),
});
export type KnownUpload = z.output<typeof uploadSchema>;

const uploadList = z.object({ items: z.array(uploadSchema), next: z.string().nullable() });

export interface Batch {
  id: string;
  /** Files that an earlier run of the same command sent, or began to send. */
  known: KnownUpload[];
}

const isSame = (file: InputFile, upload: KnownUpload) =>
  upload.name === file.name && upload.sha256Browser === file.sha256 && upload.sizeBytes === String(file.sizeBytes);

/** The newest batch that is not sealed and holds nothing but files of ours; a new one when there is none. */
export async function findBatch(client: ServerClient, caseId: string, files: readonly InputFile[]): Promise<Batch> {
  const uploads = await uploadsOf(client, caseId);
  for (const [id, known] of Map.groupBy(uploads, (upload) => upload.batchId)) {
    const isOurs = known.every((upload) => upload.state !== 'sealed' && files.some((file) => isSame(file, upload)));
    if (isOurs) return { id, known: known.filter((upload) => upload.state !== 'failed') };
  }
  return { id: randomUUID(), known: [] };
}

/** Newest first. */
export async function uploadsOf(client: ServerClient, caseId: string): Promise<KnownUpload[]> {
  return Array.fromAsync(client.list(`/cases/${caseId}/upload-list`, uploadList));
}

/** What is known of this file in the batch, given once: two files may have one name and the same bytes. */
export function takeKnown(batch: Batch, file: InputFile): KnownUpload | null {
  const index = batch.known.findIndex((upload) => isSame(file, upload));
  return index < 0 ? null : (batch.known.splice(index, 1)[0] ?? null);
}
