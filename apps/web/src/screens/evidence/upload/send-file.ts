import { DetailedError, Upload } from 'tus-js-client';
import { problemOf } from '../../../contract/problem.ts';

export interface SendRequest {
  caseId: string;
  batchId: string;
  name: string;
  file: File;
  sha256: string;
}

const chunkBytes = 32 * 1024 * 1024;
const pausesMs = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000];

/** Sends one file by tus 1.0 and goes on where an earlier attempt stopped, also after a reload or a lost connection. */
export async function sendFile(
  request: SendRequest,
  onBytes: (sent: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const { caseId, batchId, name, file, sha256 } = request;
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: `/api/v1/cases/${caseId}/uploads`,
      metadata: { filename: name, batchId, sha256 },
      chunkSize: chunkBytes,
      retryDelays: pausesMs,
      storeFingerprintForResuming: true,
      removeFingerprintOnSuccess: true,
      fingerprint: async () => `virga ${caseId} ${batchId} ${name} ${sha256}`,
      onShouldRetry: (error) => isWorthRetrying(error),
      onProgress: onBytes,
      onSuccess: () => resolve(),
      onError: (error) => reject(new Error(sentenceOf(error))),
    });
    signal.addEventListener('abort', () => {
      void upload.abort();
      reject(new Error('Stopped.'));
    });
    void upload.findPreviousUploads().then((previous) => {
      if (signal.aborted) return;
      if (previous[0]) upload.resumeFromPreviousUpload(previous[0]);
      upload.start();
    }, reject);
  });
}

/** A refusal stays one; a busy, locked or unreachable server may answer better later. */
function isWorthRetrying(error: Error | DetailedError): boolean {
  const status = error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
  return status === 0 || status >= 500 || status === 423 || status === 429;
}

function sentenceOf(error: Error | DetailedError): string {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return 'The connection broke too often. What arrived is kept; send the file again to go on.';
  let body: unknown = null;
  try {
    body = JSON.parse(response.getBody());
  } catch {
    // Not ours: problemOf makes words of the status.
  }
  return problemOf(body, response.getStatus()).detail;
}
