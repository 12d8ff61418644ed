import { type CloudCall, clockOffsetMs } from '@virga/cloud/aws';
import type { Database } from '@virga/database';

/** Calls whose rows would drown the others: block reads are known by the credential that made them. */
const countedOnly = new Set(['GetSnapshotBlock']);

export interface CallOwner {
  cloudAccountId: string;
  externalAccountId: string;
  caseId: string | null;
  acquisitionId: string | null;
}

/** Remembers every call of a session: our footprint in rows, request ids for custody, the clock's offset. */
export class CallRecorder {
  readonly #db: Database;
  readonly #owner: CallOwner;
  #waiting: CloudCall[] = [];
  readonly #requestIds: string[] = [];
  readonly #credentials = new Set<string>();
  readonly #offsets: number[] = [];
  #providerDate: string | null = null;
  #timer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> = Promise.resolve();

  constructor(db: Database, owner: CallOwner) {
    this.#db = db;
    this.#owner = owner;
  }

  readonly record = (call: CloudCall): void => {
    const offset = clockOffsetMs(call);
    if (offset !== null) {
      this.#providerDate = new Date(call.providerDate ?? 0).toISOString();
      if (this.#offsets.length < 1000) this.#offsets.push(offset);
    }
    const isNewCredential = call.credentialId !== null && !this.#credentials.has(call.credentialId);
    if (isNewCredential) this.#credentials.add(call.credentialId!);
    if (countedOnly.has(call.operation) && !isNewCredential) return;
    if (call.requestId) {
      this.#requestIds.push(call.requestId);
      if (this.#requestIds.length > 200) this.#requestIds.shift();
    }
    this.#waiting.push(call);
    this.#timer ??= setTimeout(() => void this.flush().catch(() => undefined), 1000).unref();
  };

  /** The last request ids, newest last; at most 200 stand in a custody entry. */
  recentRequestIds(): string[] {
    return [...this.#requestIds];
  }

  /** Median of our clock minus the provider's, milliseconds; null before the first answer. */
  clockOffsetMs(): number | null {
    if (this.#offsets.length === 0) return null;
    const sorted = this.#offsets.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)]!;
  }

  /** For a custody entry: what the provider's own clock said last, and how far ours is from it. */
  clock(): { providerDate: string | null; clockOffsetMs: number | null } {
    return { providerDate: this.#providerDate, clockOffsetMs: this.clockOffsetMs() };
  }

  /** Writes what waits. Called at the end of every step: a footprint that is only in memory is no footprint. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const calls = this.#waiting;
    this.#waiting = [];
    if (calls.length === 0) return this.#flushing;
    const write = () => this.#write(calls);
    this.#flushing = this.#flushing.then(write, write);
    return this.#flushing;
  }

  async #write(calls: CloudCall[]): Promise<void> {
    const data = calls.map((call) => ({
      ...this.#owner,
      service: call.service,
      operation: call.operation,
      region: call.region,
      requestId: call.requestId,
      credential: call.credentialId,
    }));
    try {
      await this.#db.prisma.ownCall.createMany({ data });
    } catch (error) {
      // Not lost with the connection: the next flush takes them along.
      this.#waiting.unshift(...calls);
      throw error;
    }
  }
}
