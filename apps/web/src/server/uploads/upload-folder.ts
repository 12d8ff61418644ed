import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isUuid } from '@virga/database';

/** Where arriving files wait for the worker: `<home>/uploads/<caseId>/<uploadId>`, outside the evidence store. */
export async function uploadFolder(home: string, caseId: string): Promise<string> {
  if (!isUuid(caseId)) throw new TypeError('not a case id');
  const folder = join(home, 'uploads', caseId);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
