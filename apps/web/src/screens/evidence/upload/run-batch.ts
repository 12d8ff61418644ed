'use client';

import { client } from '../../../contract/client.ts';
import { type BatchFile, countsOf } from './batch.ts';
import { addBatch, changeBatch, changeFile, findBatch } from './batch-store.ts';
import { type NamedFile, titleOf } from './dropped-files.ts';
import { hashFile } from './hash-file.ts';
import { forgetBatch, openBatchId } from './open-batches.ts';
import { sendFile } from './send-file.ts';

const atOnce = 4;
const sources = new Map<string, { files: readonly NamedFile[]; stop: AbortController }>();

/** Begins a batch: hash, send, and seal when everything arrived. Returns its id. */
export function startBatch(caseId: string, files: readonly NamedFile[], title: string): string {
  const list = files.map(({ name, file }) => ({ name, sizeBytes: file.size }));
  const id = openBatchId(localStorage, caseId, list, crypto.randomUUID());
  if (findBatch(id)) {
    // The same drop again while it is open: go on with what is missing instead of a second line.
    if (findBatch(id)?.phase !== 'sending') retryBatch(id);
    return id;
  }
  const waiting = { state: 'waiting', sentBytes: 0, sha256: null, error: null } as const;
  addBatch({
    id,
    caseId,
    title: title.trim() || titleOf(list.map((one) => one.name)),
    startedAtMs: Date.now(),
    phase: 'sending',
    files: list.map((one): BatchFile => ({ ...one, ...waiting })),
    error: null,
  });
  sources.set(id, { files, stop: new AbortController() });
  void sendAll(id);
  return id;
}

/** The files that failed, once more; they go on where they stopped. */
export function retryBatch(id: string): void {
  const batch = findBatch(id);
  const source = sources.get(id);
  if (!batch || !source) return;
  sources.set(id, { ...source, stop: new AbortController() });
  const files = batch.files.map((file) =>
    file.state === 'arrived' ? file : { ...file, state: 'waiting' as const, error: null },
  );
  changeBatch(id, { files, phase: 'sending', error: null });
  void sendAll(id);
}

export function stopBatch(id: string): void {
  sources.get(id)?.stop.abort();
  changeBatch(id, { phase: 'stopped' });
}

async function sendAll(id: string): Promise<void> {
  const source = sources.get(id);
  const batch = findBatch(id);
  if (!source || !batch) return;
  const here = await arrivedBefore(batch.caseId, id);
  const waiting = batch.files.flatMap((file, index) => (file.state === 'waiting' ? [index] : []));
  const queue = waiting.values();
  const work = async () => {
    for (const index of queue) {
      if (source.stop.signal.aborted) return;
      await sendOne(id, index, source.files[index]!, here, source.stop.signal);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const after = findBatch(id);
  if (!after || source.stop.signal.aborted) return;
  if (countsOf(after).arrived === after.files.length) await sealBatch(id);
  else changeBatch(id, { phase: 'incomplete' });
}

async function sendOne(
  id: string,
  index: number,
  { name, file }: NamedFile,
  here: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<void> {
  const batch = findBatch(id);
  if (!batch) return;
  try {
    changeFile(id, index, { state: 'hashing' });
    const sha256 = await hashFile(file, () => undefined, signal);
    changeFile(id, index, { state: 'sending', sha256 });
    if (!here.has(`${sha256} ${name}`))
      await sendFile(
        { caseId: batch.caseId, batchId: id, name, file, sha256 },
        (sentBytes) => changeFile(id, index, { sentBytes }),
        signal,
      );
    changeFile(id, index, { state: 'arrived' });
  } catch (thrown) {
    changeFile(id, index, {
      state: 'failed',
      error: thrown instanceof Error ? thrown.message : 'It could not be read.',
    });
  }
}

/** What of this batch the server has already, as `sha256 name`: from before a reload. */
async function arrivedBefore(caseId: string, batchId: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  try {
    const page = await client.uploads.list({ caseId, limit: 500 });
    for (const row of page.items)
      if (row.batchId === batchId && row.state === 'received' && row.sha256Browser)
        found.add(`${row.sha256Browser} ${row.name}`);
  } catch {
    // Not to be had now: the files are sent, and the server says what it thinks of them.
  }
  return found;
}

/** Asks for the seal with the whole list of what was dropped: it is the ledger's independent count. */
export async function sealBatch(id: string): Promise<void> {
  const batch = findBatch(id);
  if (!batch) return;
  changeBatch(id, { phase: 'sealing', error: null });
  try {
    const files = batch.files.map(({ name, sizeBytes }) => ({ name, sizeBytes: String(sizeBytes) }));
    await client.uploads.seal({ caseId: batch.caseId, batchId: id, title: batch.title, files });
    forgetBatch(localStorage, id);
    sources.delete(id);
    changeBatch(id, { phase: 'sealed' });
  } catch (thrown) {
    changeBatch(id, { phase: 'failed', error: thrown instanceof Error ? thrown.message : null });
  }
}
