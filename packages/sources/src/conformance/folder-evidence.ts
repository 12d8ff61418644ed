import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { appendFile, type FileHandle, mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@virga/domain';
import type { EvidenceOpener, ImageSet, ObjectFacts, PackSet, SealedSet, SealFacts } from '@virga/source-kit';

/**
 * Evidence sets in a folder, for the sources' own tests: durable at `checkpoint`, reopened after a kill, and with every
 * object readable back. The product's store is packages/evidence-store.
 */
export class FolderEvidence implements EvidenceOpener {
  readonly folder: string;
  constructor(folder: string) {
    this.folder = folder;
  }

  async openPack(set: { key: string }): Promise<FolderPack> {
    const folder = join(this.folder, encodeURIComponent(set.key));
    await mkdir(folder, { recursive: true });
    return new FolderPack(folder, set.key);
  }

  async openImage(set: { key: string }): Promise<FolderImage> {
    const folder = join(this.folder, encodeURIComponent(set.key));
    await mkdir(folder, { recursive: true });
    const path = join(folder, 'image.raw');
    return new FolderImage(folder, set.key, await open(path, existsSync(path) ? 'r+' : 'w+'));
  }

  /** Seal facts of a sealed set, or null. */
  sealOf(key: string): (SealFacts & SealedSet) | null {
    const path = join(this.folder, encodeURIComponent(key), 'seal.json');
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SealFacts & SealedSet) : null;
  }

  imagePath(key: string): string {
    return join(this.folder, encodeURIComponent(key), 'image.raw');
  }
}

interface StoredLine {
  facts: ObjectFacts;
  sha256: string;
  sizeBytes: number;
  file: string;
}

export class FolderPack implements PackSet {
  readonly evidenceId: string;
  readonly objects: StoredLine[] = [];
  readonly #folder: string;
  readonly #names = new Set<string>();

  constructor(folder: string, key: string) {
    this.#folder = folder;
    this.evidenceId = `evidence-${key}`;
    const index = join(folder, 'objects.jsonl');
    if (!existsSync(index)) return;
    for (const line of readFileSync(index, 'utf8').split('\n').filter(Boolean))
      this.#keep(JSON.parse(line) as StoredLine);
  }

  has(key: string, versionId?: string): boolean {
    return this.#names.has(nameOf(key, versionId));
  }

  async add(facts: ObjectFacts, bytes: Uint8Array | AsyncIterable<Uint8Array>) {
    const chunks: Uint8Array[] = [];
    if (bytes instanceof Uint8Array) chunks.push(bytes);
    else for await (const chunk of bytes) chunks.push(chunk);
    const whole = Buffer.concat(chunks);
    const sha256 = createHash('sha256').update(whole).digest('hex');
    const line = {
      facts,
      sha256,
      sizeBytes: whole.length,
      file: `${String(this.objects.length).padStart(6, '0')}.bin`,
    };
    if (this.has(facts.key, facts.versionId)) {
      if (this.#find(facts.key, facts.versionId)?.sha256 !== sha256)
        throw new AppError({ code: 'evidence.hash_mismatch', message: `${facts.key} was added with other bytes.` });
      return { sha256, sizeBytes: whole.length };
    }
    this.#keep(line);
    await writeFile(join(this.#folder, line.file), whole);
    await appendFile(join(this.#folder, 'objects.jsonl'), `${JSON.stringify(line)}\n`);
    return { sha256, sizeBytes: whole.length };
  }

  async checkpoint(): Promise<void> {}

  read(key: string, versionId?: string): Buffer {
    const found = this.#find(key, versionId);
    if (!found) throw new Error(`no object ${key}`);
    return readFileSync(join(this.#folder, found.file));
  }

  async seal(facts: SealFacts): Promise<SealedSet> {
    const listing = this.objects.map((line) => `${nameOf(line.facts.key, line.facts.versionId)} ${line.sha256}`).sort();
    const sha256 = createHash('sha256').update(listing.join('\n')).digest('hex');
    return writeSeal(
      this.#folder,
      this.evidenceId,
      sha256,
      this.objects.reduce((sum, o) => sum + o.sizeBytes, 0),
      facts,
    );
  }

  #find(key: string, versionId?: string): StoredLine | undefined {
    return this.objects.find((line) => nameOf(line.facts.key, line.facts.versionId) === nameOf(key, versionId));
  }

  #keep(line: StoredLine): void {
    this.objects.push(line);
    this.#names.add(nameOf(line.facts.key, line.facts.versionId));
  }
}

const chunkBytes = 4 * 1024 * 1024;

export class FolderImage implements ImageSet {
  readonly evidenceId: string;
  readonly #folder: string;
  readonly #file: FileHandle;
  readonly #chunks: Set<number>;
  /** Bytes handed to writeAt: what left zero blocks out. */
  bytesWritten = 0;

  constructor(folder: string, key: string, file: FileHandle) {
    this.#folder = folder;
    this.#file = file;
    this.evidenceId = `evidence-${key}`;
    const path = join(folder, 'chunks.json');
    this.#chunks = new Set(existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as number[]) : []);
  }

  async setSize(sizeBytes: number): Promise<void> {
    await this.#file.truncate(sizeBytes);
  }
  async writeAt(offset: number, bytes: Uint8Array): Promise<void> {
    this.bytesWritten += bytes.length;
    this.#chunks.add(Math.floor(offset / chunkBytes));
    await this.#file.write(bytes, 0, bytes.length, offset);
  }
  async checkpoint(): Promise<void> {
    await this.#file.datasync();
    await writeFile(join(this.#folder, 'chunks.json'), JSON.stringify([...this.#chunks]));
  }
  async attach(facts: ObjectFacts, bytes: Uint8Array): Promise<void> {
    await writeFile(join(this.#folder, `${encodeURIComponent(facts.key)}.attached`), bytes);
  }
  /** Identity of size and content: only chunks that hold something are hashed, tests do not read gigabytes of holes. */
  async seal(facts: SealFacts): Promise<SealedSet> {
    await this.checkpoint();
    const { size } = await this.#file.stat();
    const hash = createHash('sha256').update(String(size));
    const chunk = Buffer.alloc(chunkBytes);
    for (const index of [...this.#chunks].sort((a, b) => a - b)) {
      const { bytesRead } = await this.#file.read(chunk, 0, chunkBytes, index * chunkBytes);
      const read = chunk.subarray(0, bytesRead);
      if (read.some((byte) => byte !== 0)) hash.update(`${index}:`).update(read);
    }
    await this.#file.close();
    return writeSeal(this.#folder, this.evidenceId, hash.digest('hex'), size, facts);
  }
}

async function writeSeal(folder: string, evidenceId: string, sha256: string, sizeBytes: number, facts: SealFacts) {
  const sealed = { evidenceId, sha256, manifestSha256: sha256, sizeBytes };
  await writeFile(join(folder, 'seal.json'), JSON.stringify({ ...facts, ...sealed }));
  return sealed;
}

function nameOf(key: string, versionId?: string): string {
  return `${key}\n${versionId ?? ''}`;
}
