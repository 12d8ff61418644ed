import type { ImageSet } from '@virga/source-kit';
import { BlockBitmap } from './block-bitmap.ts';
import type { DiskContext, OwnSnapshot } from './disk-state.ts';
import type { ListedBlock, VerifiedBlock } from './read-block.ts';

/** Bytes and microseconds between two checkpoints: what a kill costs at most. */
const bytesPerCheckpoint = 512 * 1024 * 1024;
const microsPerCheckpoint = 2_000_000n;

/** State of one volume's transfer: what is done, what is under way, and when to make it durable. */
export class BlockTransfer {
  readonly #context: DiskContext;
  readonly #snapshot: OwnSnapshot;
  readonly #image: ImageSet;
  readonly #blockSize: number;
  readonly #done: BlockBitmap;
  readonly #zeros: Uint8Array;
  readonly #underWay = new Set<number>();
  #unsaved: { index: number; checksum: string }[] = [];
  #savedMicros: bigint;
  #saving: Promise<void> | null = null;

  constructor(context: DiskContext, snapshot: OwnSnapshot, image: ImageSet, blockSize: number) {
    this.#context = context;
    this.#snapshot = snapshot;
    this.#image = image;
    this.#blockSize = blockSize;
    this.#zeros = new Uint8Array(blockSize);
    // The very first block is made durable at once: from then on a kill never begins from nothing.
    this.#savedMicros = 0n;
    const blocks = Math.ceil((snapshot.sizeGib * 2 ** 30) / blockSize);
    const text = context.checkpoint.read<string>(this.#key);
    this.#done = text === undefined ? new BlockBitmap(blocks) : BlockBitmap.fromText(text, blocks);
  }

  get #key(): string {
    return `blocks:${this.#snapshot.volumeId}`;
  }

  get doneCount(): number {
    return this.#done.count;
  }

  isDone(index: number): boolean {
    return this.#done.has(index);
  }

  begin(block: ListedBlock): void {
    this.#underWay.add(block.index);
  }

  /** Writes a verified block; zeros are left out, the image is sparse. */
  async store(index: number, block: VerifiedBlock): Promise<void> {
    if (Buffer.compare(block.bytes, this.#zeros.subarray(0, block.bytes.length)) !== 0)
      await this.#image.writeAt(index * this.#blockSize, block.bytes);
    this.#done.add(index);
    this.#underWay.delete(index);
    this.#unsaved.push({ index, checksum: block.checksum });
    const isDue =
      this.#unsaved.length * this.#blockSize >= bytesPerCheckpoint ||
      this.#context.nowMicros() - this.#savedMicros >= microsPerCheckpoint;
    if (isDue && !this.#saving) await this.save();
  }

  /** Makes durable, in this order: bytes, list of checksums, bitmap. A kill in between only repeats blocks. */
  async save(): Promise<void> {
    while (this.#saving) await this.#saving;
    this.#saving = this.#save();
    try {
      await this.#saving;
    } finally {
      this.#saving = null;
    }
  }

  async #save(): Promise<void> {
    const part = this.#unsaved;
    this.#unsaved = [];
    this.#savedMicros = this.#context.nowMicros();
    // Taken before the sync: a block that ends meanwhile belongs to the next checkpoint.
    const bitmap = this.#done.toText();
    const lowest = Math.min(...this.#underWay);
    if (Number.isFinite(lowest)) this.#image.finalUpTo?.(lowest * this.#blockSize);
    if (part.length > 0) await this.#attachPart(part);
    await this.#image.checkpoint();
    await this.#context.checkpoint.save({ [this.#key]: bitmap });
  }

  /** The block list beside the image: index, offset and the service's checksum, so that it can be verified block by block. */
  async #attachPart(part: { index: number; checksum: string }[]): Promise<void> {
    part.sort((a, b) => a.index - b.index);
    const lines = part.map(({ index, checksum }) => `${JSON.stringify({ index, sha256: checksum })}\n`);
    const first = String(part[0]!.index).padStart(9, '0');
    const key = `blocks/${this.#snapshot.snapshotId}/${first}-${part.length}-${part.at(-1)!.index}.jsonl`;
    const { snapshotId } = this.#snapshot;
    await this.#image.attach(
      { key, metadata: { snapshotId, blockSize: String(this.#blockSize) } },
      Buffer.from(lines.join('')),
    );
  }
}
