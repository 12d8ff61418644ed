import { mkdir, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '@virga/domain';
import type { EvidenceStore } from '../evidence-store.ts';
import { itemPath } from '../item/item-path.ts';
import { storeReads } from '../read/store-reads.ts';
import { CaseRecords } from './case-records.ts';
import { folderSource } from './folder-source.ts';
import { folderWriters } from './folder-writers.ts';
import { removeWorkFolders } from './work-folder.ts';

/** Evidence in a local folder, mode 0700; see `EvidenceStore`. */
export async function openFolderStore(place: string, tool: string): Promise<EvidenceStore> {
  const root = resolve(place);
  await mkdir(root, { recursive: true, mode: 0o700 });
  const reads = storeReads(folderSource(root));
  const records = new CaseRecords(root);
  return {
    place: root,
    ...reads,
    ...folderWriters(root, tool, reads),
    discardItem: (ref) => removeWorkFolders(root, ref),
    localPath: async (ref, file) => {
      const sealed = await reads.readManifest(ref);
      if (sealed?.manifest.files.some(({ name }) => name === file)) return join(root, itemPath(ref), file);
      throw new AppError({ code: 'evidence.not_sealed', message: 'There is no such file in a sealed evidence item.' });
    },
    appendHead: (head, publicKeyPem) => records.appendHead(head, publicKeyPem),
    readHeads: (caseId) => records.readHeads(caseId),
    appendAnchor: (anchor) => records.appendAnchor(anchor),
    readAnchors: (caseId) => records.readAnchors(caseId),
    appendCustody: (caseId, entries) => records.appendCustody(caseId, entries),
    readCustody: (caseId) => records.readCustody(caseId),
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(root);
      return bavail * bsize;
    },
  };
}
