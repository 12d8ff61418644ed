import { createReadStream } from 'node:fs';
import { DetailedError, Upload } from 'tus-js-client';
import { refusalOf } from '../server/refusal-of.ts';
import type { ServerClient } from '../server/server-client.ts';
import type { KnownUpload } from './find-batch.ts';
import type { InputFile } from './list-inputs.ts';

const chunkBytes = 16 * 1024 * 1024;
const pausesMs = [0, 500, 1000, 3000, 5000, 10_000];

export interface Sending {
  client: ServerClient;
  caseId: string;
  batchId: string;
  /** Where an earlier run stopped, or null. */
  resume: KnownUpload | null;
}

/** Sends one file by tus 1.0. A broken connection is taken up again; a refusal is final. */
export function sendFile(file: InputFile, { client, caseId, batchId, resume }: Sending): Promise<void> {
  const endpoint = `${client.address}/api/v1/cases/${caseId}/uploads`;
  return new Promise((resolve, reject) => {
    const upload = new Upload(createReadStream(file.path) as never, {
      endpoint,
      uploadUrl: resume ? `${endpoint}/${resume.id}` : null,
      uploadSize: file.sizeBytes,
      chunkSize: chunkBytes,
      retryDelays: pausesMs,
      headers: client.authorization,
      metadata: { filename: file.name, batchId, sha256: file.sha256 },
      storeFingerprintForResuming: false,
      onShouldRetry: (error) => isWorthRetrying(error),
      onSuccess: () => resolve(),
      onError: (error) => reject(refusal(error, client)),
    });
    upload.start();
  });
}

/** A busy, locked or unreachable server may answer better later. */
function isWorthRetrying(error: Error | DetailedError): boolean {
  const status = error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
  return status === 0 || status >= 500 || status === 423 || status === 429;
}

function refusal(error: Error | DetailedError, client: ServerClient): Error {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (response) return refusalOf(response.getStatus(), response.getBody(), client.address);
  return new Error(
    `The connection to ${client.address} broke too often. What arrived is kept: run the same command again.`,
  );
}
