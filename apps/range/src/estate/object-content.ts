/** Bytes of an S3 object from its description: the same bytes on every call. */
import { createHash } from 'node:crypto';
import type { ObjectContent, ObjectVersion } from './bucket.ts';
import { createRandom } from './random.ts';

/** The whole object. `sizeBytes` matters for generated content only. */
export function objectBytes(content: ObjectContent, sizeBytes: number): Buffer {
  if (content.kind === 'text') return Buffer.from(content.text);
  if (content.kind === 'bytes') return Buffer.from(content.base64, 'base64');
  if (content.style === 'noise') return noise(content.seed, sizeBytes);
  return lines(content.seed, sizeBytes, content.style);
}

/** A version of an object with its size and its ETag (MD5, as S3 gives to objects put in one part with SSE-S3). */
export function newObject(
  key: string,
  content: ObjectContent,
  rest: { versionId: string; lastModifiedAtMs: number; sizeBytes?: number; contentType?: string },
): ObjectVersion {
  const bytes = objectBytes(content, rest.sizeBytes ?? 0);
  return {
    key,
    versionId: rest.versionId,
    isDeleteMarker: false,
    lastModifiedAtMs: rest.lastModifiedAtMs,
    sizeBytes: bytes.length,
    etag: createHash('md5').update(bytes).digest('hex'),
    contentType: rest.contentType ?? 'application/octet-stream',
    storageClass: 'STANDARD',
    metadata: {},
    content,
  };
}

/** A delete marker. */
export function deleteMarker(key: string, versionId: string, lastModifiedAtMs: number): ObjectVersion {
  return {
    key,
    versionId,
    isDeleteMarker: true,
    lastModifiedAtMs,
    sizeBytes: 0,
    etag: '',
    contentType: '',
    storageClass: 'STANDARD',
    metadata: {},
    content: { kind: 'text', text: '' },
  };
}

function noise(seed: number, sizeBytes: number): Buffer {
  const block = createRandom(seed, 'object').bytes(Math.min(sizeBytes, 4096));
  return block.length === 0 ? block : Buffer.alloc(sizeBytes, block);
}

/** Customer records that nobody owns: invented names at example domains. */
function lines(seed: number, sizeBytes: number, style: 'csv' | 'json'): Buffer {
  const random = createRandom(seed, 'object');
  const given = ['Ada', 'Ben', 'Clara', 'David', 'Ella', 'Finn', 'Greta', 'Hugo', 'Ida', 'Jan'];
  const family = ['Albrecht', 'Brandt', 'Conrad', 'Dietz', 'Engel', 'Franke', 'Graf', 'Haas', 'Jung', 'Kraft'];
  const out: string[] = style === 'csv' ? ['customer_id,name,email,iban_tail,last_order'] : [];
  for (let length = 0; length < sizeBytes; ) {
    const name = `${random.pick(given)} ${random.pick(family)}`;
    const id = random.between(100_000, 999_999);
    const email = `${name.toLowerCase().replace(' ', '.')}${id % 100}@mail.example`;
    const tail = random.text(4, '0123456789');
    const day = `2026-${random.text(1, '1')}0-0${random.between(1, 9)}`;
    const line =
      style === 'csv' ? `${id},${name},${email},${tail},${day}` : JSON.stringify({ id, name, email, tail, day });
    out.push(line);
    length += line.length + 1;
  }
  return Buffer.from(`${out.join('\n')}\n`).subarray(0, sizeBytes);
}
