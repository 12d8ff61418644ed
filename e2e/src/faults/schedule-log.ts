import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutFolder } from '@virga/runtime';

/** What was done to the product and when, one JSON object per line in `test-results/faults/<seed>-<queue>.jsonl`. */
export class ScheduleLog {
  readonly path: string;
  readonly #startedAt = Date.now();

  constructor(name: string) {
    const folder = join(checkoutFolder(), 'test-results', 'faults');
    mkdirSync(folder, { recursive: true });
    this.path = join(folder, `${name}.jsonl`);
    writeFileSync(this.path, '');
  }

  note(what: string, facts: Record<string, unknown> = {}): void {
    const seconds = (Date.now() - this.#startedAt) / 1000;
    appendFileSync(this.path, `${JSON.stringify({ seconds, what, ...facts })}\n`);
  }
}
