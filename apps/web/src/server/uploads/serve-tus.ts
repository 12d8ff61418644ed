import { FileStore } from '@tus/file-store';
import { MemoryLocker, Server } from '@tus/server';
import { readLimits } from '@virga/database';
import { AppError, errorCodes } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import type { CaseCall } from '../platform/call.ts';
import { beginUpload, findOwnUpload, finishUpload, giveUpUpload, uploadMetadata } from './record-upload.ts';
import { uploadFolder } from './upload-folder.ts';

/** One for the process: two requests of one upload must exclude each other. */
const locker = new MemoryLocker();

/**
 * tus 1.0 (https://tus.io/protocols/resumable-upload) for one case. The guard has let the caller in; here an upload of
 * somebody else, of another case or already finished is unknown.
 */
export async function serveTus(call: CaseCall, uploadId: string | null, request: Request): Promise<Response> {
  const { platform, access } = call;
  if (uploadId !== null) await checkUpload(call, uploadId, request.method);
  let refusal: unknown = null;
  const refuseWith = (thrown: unknown): never => {
    refusal = thrown;
    throw thrown;
  };
  const limits = await readLimits(platform.db);
  const server = new Server({
    path: `/api/v1/cases/${access.caseId}/uploads`,
    datastore: new FileStore({ directory: await uploadFolder(platform.env.VIRGA_HOME, access.caseId) }),
    locker,
    relativeLocation: true,
    allowedOrigins: () => false,
    maxSize: limits.uploadBytes,
    namingFunction: () => newId(),
    getFileIdFromRequest: () => uploadId ?? undefined,
    onUploadCreate: async (_request, upload) => {
      try {
        const metadata = uploadMetadata.safeParse(upload.metadata ?? {});
        if (!metadata.success || upload.size === undefined) throw invalidMetadata();
        await beginUpload(call, upload.id, upload.size, metadata.data);
        return {};
      } catch (thrown) {
        return refuseWith(thrown);
      }
    },
    onUploadFinish: async (_request, upload) => {
      await finishUpload(call, upload.id).catch(refuseWith);
      return {};
    },
  });
  const response = await server.handleWeb(request);
  if (refusal) throw refusal;
  if (request.method === 'DELETE' && response.status < 300 && uploadId !== null) await giveUpUpload(call, uploadId);
  if (request.method === 'HEAD' && uploadId !== null && isWhole(response)) await finishUpload(call, uploadId);
  return new Response(response.body, { status: response.status, headers: new Headers(response.headers) });
}

/**
 * Killed after the last byte and before the row said so: a browser that asks how far it came hears "all of it" and sends
 * nothing more, so this is where such a file arrives. One that arrived before is not touched.
 */
function isWhole({ headers }: Response): boolean {
  const offset = headers.get('upload-offset');
  return offset !== null && offset === headers.get('upload-length');
}

async function checkUpload(call: CaseCall, uploadId: string, method: string): Promise<void> {
  const row = await findOwnUpload(call, uploadId);
  if (method !== 'HEAD' && row.state !== 'receiving')
    throw new AppError({
      code: 'resource.conflict',
      message: 'This file has arrived already.',
      facts: { state: row.state },
    });
}

function invalidMetadata(): AppError {
  return new AppError({
    code: 'request.invalid',
    message: errorCodes['request.invalid'].meaning,
    facts: {
      issues: [
        { path: 'Upload-Metadata', message: 'needs filename and batchId (a UUID); Upload-Length is needed too' },
      ],
    },
  });
}
