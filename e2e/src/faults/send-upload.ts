import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { NotNow, type Person, toNotNow } from './person.ts';

const tus = { 'tus-resumable': '1.0.0' };
const pieceBytes = 24 * 1024;
/** As slow as a branch office: a kill of web finds uploads on their way. */
const betweenMs = 200;
/** Names of files that are being sent now: the killer looks for one before it kills web for the first time. */
export const uploadsUnderWay = new Set<string>();

export interface SentUpload {
  /** How often it went on from an offset after an answer had stayed away. */
  resumed: number;
}

interface Upload {
  caseId: string;
  batchId: string;
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Sends a file by tus 1.0 in pieces; whenever web goes away it asks how far it came and goes on from there. */
export async function sendUpload(person: Person, upload: Upload): Promise<SentUpload> {
  const { caseId, bytes, name } = upload;
  const base = `/api/v1/cases/${caseId}/uploads`;
  const id = await person.once(
    () => findUpload(person, upload),
    () => create(person, base, upload),
  );
  let resumed = 0;
  uploadsUnderWay.add(id);
  for (let offset = 0; offset < bytes.length; await pause(betweenMs)) {
    const piece = bytes.slice(offset, offset + pieceBytes);
    try {
      const headers = { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) };
      const answer = await person.send('PATCH', `${base}/${id}`, { bytes: piece, headers });
      offset = Number(answer.headers.get('upload-offset'));
    } catch (thrown) {
      const fault = toNotNow(thrown);
      if (!(fault instanceof NotNow)) throw new Error(`${name} at ${offset}: ${String(thrown)}`, { cause: thrown });
      offset = await person.patiently(() => offsetOf(person, `${base}/${id}`));
      resumed += 1;
    }
  }
  uploadsUnderWay.delete(id);
  return { resumed };
}

function create(person: Person, base: string, { name, batchId, bytes }: Upload): Promise<string> {
  const fields = { filename: name, batchId, sha256: createHash('sha256').update(bytes).digest('hex') };
  const metadata = Object.entries(fields).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`);
  const headers = { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': metadata.join(',') };
  return person.send('POST', base, { headers }).then(({ headers: answered }) => {
    const id = answered.get('location')?.split('/').at(-1);
    if (!id) throw new Error('tus named no location');
    return id;
  });
}

async function offsetOf(person: Person, path: string): Promise<number> {
  const answer = await person.send('HEAD', path, { headers: tus });
  return Number(answer.headers.get('upload-offset'));
}

async function findUpload(person: Person, { caseId, batchId, name }: Upload): Promise<string | undefined> {
  const list = await person.read<{ items: { id: string; batchId: string; name: string }[] }>(
    `/cases/${caseId}/upload-list?limit=100`,
  );
  return list.items.find((row) => row.batchId === batchId && row.name === name)?.id;
}
