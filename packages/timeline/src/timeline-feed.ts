import type { AppendRequest, FoldedPlace, RowBatch, TimelineStore, TimelineWrite } from './store.ts';

type Item = Pick<AppendRequest, 'caseId' | 'evidenceId' | 'besideRun'>;
type Last = Pick<AppendRequest, 'commit' | 'marksConflicts'>;

/**
 * Rows of one item into a store, batch by batch: while the database takes one batch, the parser fills the next. Batches
 * become durable strictly one after the other, so that a position written with one covers all before it.
 */
export class TimelineFeed {
  readonly #store: TimelineStore;
  readonly #item: Item;
  #rows: RowBatch;
  #folded: FoldedPlace[] = [];
  #underWay: Promise<unknown> = Promise.resolve();

  constructor(store: TimelineStore, item: Item) {
    this.#store = store;
    this.#item = item;
    this.#rows = store.startBatch(item);
  }

  /** Rows and places that no batch has taken yet. */
  get waiting(): number {
    return this.#rows.length + this.#folded.length;
  }

  add(write: TimelineWrite): void {
    this.#rows.add(write);
  }

  addFolded(places: readonly FoldedPlace[]): void {
    for (const place of places) this.#folded.push(place);
  }

  /** Sends what waits once the batch before is durable; resolves when it is on its way. Rejects with that batch's fault. */
  async send(last: Last = {}): Promise<void> {
    const rows = this.#rows;
    const folded = this.#folded;
    this.#rows = this.#store.startBatch(this.#item);
    this.#folded = [];
    await this.#underWay;
    this.#underWay = this.#store.append({ ...this.#item, rows, folded, ...last });
    // Its fault is thrown where it is waited for.
    this.#underWay.catch(() => undefined);
  }

  /** Resolves when everything that was sent is durable. */
  async settle(): Promise<void> {
    await this.#underWay;
  }
}
