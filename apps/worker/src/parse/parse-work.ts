import { type claimParseRun, leaseLost, readLimits } from '@virga/database';
import type { ImportLedger, JsonValue } from '@virga/domain';
import type { FoldedCopy, ParseContext, ParsedEvent, SealedObject } from '@virga/source-kit';
import { TimelineFeed, type TimelineTransaction } from '@virga/timeline';
import type { Parts } from '../parts.ts';
import { detect } from './detect.ts';
import { ownCalls } from './own-calls.ts';
import { hasComparable, writeOutcome } from './write-outcome.ts';

type Claimed = NonNullable<Awaited<ReturnType<typeof claimParseRun>>>;

/** Rows that wait are stored at this number, or when their object is done. */
const batchRows = 5000;

function answerOf(text: string | null): ParseContext['expansionAnswer'] {
  return text === 'let' || text === 'leave' ? text : null;
}

type Commit = (transaction: TimelineTransaction, result: { conflicting?: number }) => Promise<void>;

interface Resume {
  ledger: ImportLedger;
  done: string[];
}

interface Progress {
  /** What is being read, and how far: should it end the process, the item says so. */
  object?: string;
  offset?: number;
  done: number;
  total: number | null;
}

/** What one parse run reads and writes: rows and position become durable in the same transaction, under the fence. */
export class ParseWork {
  readonly #parts: Parts;
  readonly #claimed: Claimed;
  readonly #signal: AbortSignal;
  readonly #feed: TimelineFeed;
  #done: string[];
  #progress: Progress = { done: 0, total: null };
  #progressAt = 0;
  #savedAt = 0;

  constructor(parts: Parts, claimed: Claimed, signal: AbortSignal) {
    this.#parts = parts;
    this.#claimed = claimed;
    this.#signal = signal;
    this.#done = [...(this.#resume()?.done ?? [])];
    this.#feed = new TimelineFeed(parts.timeline, { ...this.#ref, ...this.#beside });
  }

  get #ref() {
    return { caseId: this.#claimed.row.caseId, evidenceId: this.#claimed.row.evidenceId };
  }
  /** A second parse of an item writes beside and swaps in one step; the first shows its rows as they come. */
  get #beside(): { besideRun?: string } {
    return this.#claimed.evidence.generation > 0 ? { besideRun: this.#claimed.row.id } : {};
  }
  #resume(): Resume | null {
    const checkpoint = this.#claimed.row.checkpoint as Partial<Resume>;
    return checkpoint.ledger && checkpoint.done ? (checkpoint as Resume) : null;
  }

  async context(): Promise<ParseContext> {
    const { store } = this.#parts;
    const { evidence } = this.#claimed;
    const ref = this.#ref;
    const resumed = this.#resume();
    const own = await ownCalls(this.#parts.db, ref.caseId);
    return {
      ...ref,
      objects: () => this.#objects(),
      read: (object) => this.#read(object),
      imagePath: evidence.kind === 'image' ? await store.localPath(ref, 'image.raw') : null,
      independentCount: evidence.independentCount as never,
      origin: evidence.origin as Record<string, JsonValue>,
      emit: (events, folded) => this.#emit(events, folded),
      objectDone: (object, ledger) => this.#objectDone(object, ledger),
      resumed: resumed ? { ledger: resumed.ledger, done: new Set(resumed.done) } : null,
      storedRows: () => this.#storedRows(),
      isOwn: own,
      limits: await readLimits(this.#parts.db),
      expansionAnswer: answerOf(evidence.expansionAnswer),
      progress: (done, total) => void this.#report({ ...this.#progress, done, total }),
      signal: this.#signal,
    };
  }

  async *#objects(): AsyncIterable<SealedObject> {
    for await (const object of this.#parts.store.listObjects(this.#ref))
      yield { key: object.name, sizeBytes: object.length, sha256: object.sha256, metadata: object.metadata };
  }

  async *#read(object: SealedObject): AsyncIterable<Uint8Array> {
    // Before the first byte: should this object end the process, the row says which one it was.
    await this.#report({ ...this.#progress, object: object.key, offset: 0 }, true);
    let offset = 0;
    for await (const chunk of this.#parts.store.openObject(this.#ref, object.key)) {
      await this.#report({ ...this.#progress, object: object.key, offset });
      yield chunk;
      offset += chunk.byteLength;
    }
  }

  async #emit(events: ParsedEvent[], folded: FoldedCopy[] = []): Promise<void> {
    this.#signal.throwIfAborted();
    this.#feed.addFolded(folded);
    for (const parsed of events) this.#feed.add({ event: detect(parsed), rawText: parsed.rawText });
    if (this.#feed.waiting >= batchRows) await this.#store();
  }

  /** Sent, not yet durable: the next batch and `complete` wait for it. */
  async #store(commit?: Commit, marksConflicts = false): Promise<void> {
    await this.#feed.send({
      marksConflicts,
      commit: async (transaction, result) => {
        await this.#assertFence(transaction);
        await commit?.(transaction, result);
      },
    });
  }

  async #assertFence(transaction: TimelineTransaction): Promise<void> {
    const { lease } = this.#claimed;
    const { rowCount } = await transaction.query(
      'SELECT 1 FROM parse_run WHERE id = $1 AND fence = $2 AND lease_owner = $3 FOR UPDATE',
      [lease.id, lease.fence.toString(), lease.owner],
    );
    if (rowCount !== 1) throw leaseLost();
  }

  async #objectDone(object: SealedObject, ledger: ImportLedger): Promise<void> {
    this.#done.push(object.key);
    // Many small objects share a transaction: the ledger of the last one covers them all. What is written grows with the
    // objects, so they grow apart: 100,000 objects are written a few hundred times, not thousands.
    const isDue = this.#done.length - this.#savedAt >= Math.max(50, this.#done.length / 20);
    if (this.#feed.waiting < batchRows / 2 && !isDue) return;
    this.#savedAt = this.#done.length;
    const checkpoint = JSON.stringify({ ledger, done: this.#done });
    await this.#saveCheckpoint(checkpoint);
  }

  async #saveCheckpoint(checkpoint: string): Promise<void> {
    await this.#store(async (transaction) => {
      await transaction.query('UPDATE parse_run SET checkpoint = $2 WHERE id = $1', [
        this.#claimed.lease.id,
        checkpoint,
      ]);
    });
  }

  async *#storedRows(): AsyncIterable<{ uid: string; contentHash: string }> {
    if (!this.#resume() || this.#claimed.evidence.generation > 0) return;
    // Rows of an object that was not finished are not known: it is read again, and its own rows are no copies.
    const done = new Set(this.#done);
    let after = '';
    for (;;) {
      const { rows } = await this.#parts.db.pool.query<{
        id: string;
        uid: string;
        content_hash: string;
        object: string;
      }>(
        'SELECT id, uid, content_hash, object FROM timeline_event WHERE case_id = $1 AND evidence_id = $2 AND id > $3 ORDER BY id LIMIT 10000',
        [this.#ref.caseId, this.#ref.evidenceId, after],
      );
      for (const row of rows) if (done.has(row.object)) yield { uid: row.uid, contentHash: row.content_hash };
      if (rows.length < 10_000) return;
      after = rows.at(-1)!.id;
    }
  }

  async #report(progress: Progress, now = false): Promise<void> {
    this.#progress = progress;
    if (!now && Date.now() - this.#progressAt < 1000) return;
    if (now && Date.now() - this.#progressAt < 200) return;
    this.#progressAt = Date.now();
    const { lease } = this.#claimed;
    await this.#parts.db.pool
      .query('UPDATE parse_run SET progress = $4 WHERE id = $1 AND fence = $2 AND lease_owner = $3', [
        lease.id,
        lease.fence.toString(),
        lease.owner,
        JSON.stringify(progress),
      ])
      .catch(() => undefined);
  }

  /** Last rows, ledger and verdict in one transaction; a reparse also swaps its rows in there. */
  async complete(parserId: string, ledger: ImportLedger): Promise<void> {
    const marksConflicts = ledger.conflicts > 0 || (await hasComparable(this.#parts.db, this.#claimed.evidence));
    const finish: Commit = (transaction, { conflicting = 0 }) =>
      writeOutcome(transaction, this.#claimed, { parserId, ledger, conflicting });
    const isFirst = this.#claimed.evidence.generation === 0;
    await (isFirst ? this.#store(finish, marksConflicts) : this.#store());
    await this.#feed.settle();
    if (isFirst) return;
    await this.#parts.timeline.swap({
      ...this.#ref,
      run: this.#claimed.row.id,
      commit: async (transaction, result) => {
        await this.#assertFence(transaction);
        await finish(transaction, result);
      },
    });
  }
}
