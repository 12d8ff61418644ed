import { compareItems, type SortItem, type SortRun, writeRun } from './sort-runs.ts';

/** Lines kept in memory before a sorted run goes to disk (characters), and runs merged at once. */
const defaultRunLength = 64 * 1024 * 1024;
const mergeWidth = 32;

/** Sorts any number of lines by time, then id, in bounded memory: sorted runs in the temporary folder, merged at the end. */
export class ExternalSort {
  readonly #runLength: number;
  #items: SortItem[] = [];
  #length = 0;
  #runs: SortRun[] = [];

  constructor(runLength: number = defaultRunLength) {
    this.#runLength = runLength;
  }

  async add(item: SortItem): Promise<void> {
    this.#items.push(item);
    this.#length += item.line.length + 100;
    if (this.#length < this.#runLength) return;
    this.#runs.push(await writeRun(this.#items.sort(compareItems)));
    this.#items = [];
    this.#length = 0;
    if (this.#runs.length >= mergeWidth) await this.#mergeRuns();
  }

  async *sorted(): AsyncGenerator<SortItem> {
    this.#items.sort(compareItems);
    try {
      yield* merge([...this.#runs.map((run) => run.read()), fromMemory(this.#items)]);
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    for (const run of this.#runs.splice(0)) await run.close();
  }

  async #mergeRuns(): Promise<void> {
    const merged = await writeRun(merge(this.#runs.map((run) => run.read())));
    await this.close();
    this.#runs = [merged];
  }
}

async function* fromMemory(items: SortItem[]): AsyncGenerator<SortItem> {
  yield* items;
}

async function* merge(sources: AsyncGenerator<SortItem>[]): AsyncGenerator<SortItem> {
  const heads: { item: SortItem; source: AsyncGenerator<SortItem> }[] = [];
  for (const source of sources) {
    const step = await source.next();
    if (!step.done) heads.push({ item: step.value, source });
  }
  while (heads.length > 0) {
    let best = 0;
    for (let index = 1; index < heads.length; index++)
      if (compareItems(heads[index]!.item, heads[best]!.item) < 0) best = index;
    const head = heads[best]!;
    yield head.item;
    const step = await head.source.next();
    if (step.done) heads.splice(best, 1);
    else head.item = step.value;
  }
}
