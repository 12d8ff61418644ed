import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SortItem {
  micros: bigint;
  id: string;
  line: string;
}

export function compareItems(a: SortItem, b: SortItem): number {
  if (a.micros !== b.micros) return a.micros < b.micros ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Sorted items on disk. The file has no name any more once it is open, so that nothing stays behind whatever happens. */
export interface SortRun {
  read(): AsyncGenerator<SortItem>;
  close(): Promise<void>;
}

const writeLength = 1024 * 1024;

export async function writeRun(items: AsyncIterable<SortItem> | Iterable<SortItem>): Promise<SortRun> {
  const file = await openNameless();
  let parts: Buffer[] = [];
  let length = 0;
  let position = 0;
  const flush = async () => {
    const data = Buffer.concat(parts);
    for (let at = 0; at < data.length; ) {
      const { bytesWritten } = await file.write(data, at, data.length - at, position);
      at += bytesWritten;
      position += bytesWritten;
    }
    parts = [];
    length = 0;
  };
  for await (const item of items) {
    const encoded = encode(item);
    parts.push(encoded);
    length += encoded.length;
    if (length >= writeLength) await flush();
  }
  await flush();
  return { read: () => readRun(file, position), close: () => file.close() };
}

async function openNameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'virga-sort-'));
  try {
    return await open(join(folder, 'run'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Length of the rest, time, id, line. */
function encode(item: SortItem): Buffer {
  const id = Buffer.from(item.id, 'latin1');
  const line = Buffer.from(item.line);
  const head = Buffer.alloc(14);
  head.writeUInt32LE(10 + id.length + line.length, 0);
  head.writeBigInt64LE(item.micros, 4);
  head.writeUInt16LE(id.length, 12);
  return Buffer.concat([head, id, line]);
}

async function* readRun(file: FileHandle, size: number): AsyncGenerator<SortItem> {
  let pending: Buffer = Buffer.alloc(0);
  let position = 0;
  for (;;) {
    const need = pending.length >= 4 ? 4 + pending.readUInt32LE(0) : 4;
    if (pending.length < need) {
      if (position >= size) return;
      const buffer = Buffer.alloc(Math.max(128 * 1024, need));
      const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, size - position), position);
      if (bytesRead === 0) throw new Error('a sorted run is shorter than it was written');
      position += bytesRead;
      pending = Buffer.concat([pending, buffer.subarray(0, bytesRead)]);
      continue;
    }
    const idEnd = 14 + pending.readUInt16LE(12);
    yield {
      micros: pending.readBigInt64LE(4),
      id: pending.toString('latin1', 14, idEnd),
      line: pending.toString('utf8', idEnd, need),
    };
    pending = pending.subarray(need);
  }
}
