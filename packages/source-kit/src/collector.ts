import type { CoverageWord, CustodyEntry, IndependentCount, JsonValue } from '@virga/domain';

/** Durable, fenced memory of one acquisition. `save` returns only after the row is written; it throws `lease.lost` when another worker took over. */
export interface Checkpoint {
  read<T extends JsonValue>(key: string): T | undefined;
  save(patch: Record<string, JsonValue>): Promise<void>;
}

export interface ObjectFacts {
  /** The provider's key of the object; never becomes a path in our store. */
  key: string;
  versionId?: string;
  etag?: string;
  lastModified?: string;
  /** A hash the provider or target claims; stands beside ours, never instead of it. */
  claimedHash?: { algorithm: string; value: string; by: string };
  metadata?: Record<string, string>;
}

export interface SealFacts {
  /** Provider's ids of what this is: ARNs, snapshot id, region, account. */
  origin: Record<string, JsonValue>;
  hashedAt: NonNullable<CustodyEntry['hashedAt']>;
  independentCount: IndependentCount | null;
}

export interface SealedSet {
  evidenceId: string;
  sha256: string;
  manifestSha256: string;
  sizeBytes: number;
}

/** A set of objects (logs, JSON documents), bytes as received. Reopened after a crash it knows what it already holds. */
export interface PackSet {
  readonly evidenceId: string;
  has(key: string, versionId?: string): boolean;
  add(
    facts: ObjectFacts,
    bytes: Uint8Array | AsyncIterable<Uint8Array>,
  ): Promise<{ sha256: string; sizeBytes: number }>;
  /** Everything added before this returns survives a kill. */
  checkpoint(): Promise<void>;
  /** Hash, seal, read back, custody entry. Idempotent. */
  seal(facts: SealFacts): Promise<SealedSet>;
}

/** A sparse image written by offset; what is never written counts as zeros. */
export interface ImageSet {
  readonly evidenceId: string;
  setSize(sizeBytes: number): Promise<void>;
  writeAt(offset: number, bytes: Uint8Array): Promise<void>;
  /** A promise that no byte below `offset` will be written any more: hashing may run behind it. Never required. */
  finalUpTo?(offset: number): void;
  /** fdatasync: what was written before this returns survives a kill. */
  checkpoint(): Promise<void>;
  /** Adds a document that belongs to the image (its block list) to the item that `documents` of openImage describes. */
  attach(facts: ObjectFacts, bytes: Uint8Array): Promise<void>;
  seal(facts: SealFacts): Promise<SealedSet>;
}

export interface EvidenceOpener {
  /** `key` names the set within the acquisition (`trail`, `vol-0abc`): the same key reopens the same item after a crash. */
  openPack(set: { key: string; title: string; format: string }): Promise<PackSet>;
  /** `documents`: the item beside the image that holds what is attached; its expected count is the image's. */
  openImage(set: {
    key: string;
    title: string;
    format: string;
    documents?: { title: string; format: string };
  }): Promise<ImageSet>;
}

export interface Progress {
  done: number;
  /** null while unknown: the screen counts up without a bar. */
  total: number | null;
  unit: 'bytes' | 'blocks' | 'objects' | 'events' | 'calls' | 'percent';
  note: string;
}

export interface Gap {
  externalAccountId: string;
  region: string;
  fromMicros: bigint | null;
  toMicros: bigint | null;
  word: CoverageWord;
  detail: string;
}

/** Evidence that lives in the customer's cloud because of us (a snapshot): kept until sealed and read back (forensics.md, 1). */
export interface HeldResource {
  kind: string;
  id: string;
  region: string;
  externalAccountId: string;
  sizeBytes: number | null;
  dailyCostUsd: number | null;
}

/** All a collector gets. It opens neither database nor store, reads no environment, and knows no clock but this one. */
export interface CollectContext<Parameters, Session> {
  acquisitionId: string;
  caseId: string;
  parameters: Parameters;
  account: {
    externalAccountId: string;
    name: string;
    regions: readonly string[];
    kind: string;
    logArchive: Session | null;
  };
  session: Session;
  checkpoint: Checkpoint;
  evidence: EvidenceOpener;
  progress(progress: Progress): void;
  /** One line in the acquisition's log; `requestId` is the provider's. */
  log(level: 'info' | 'warning' | 'error', message: string, fields?: Record<string, JsonValue>): Promise<void>;
  /** What we asked and what the answer says about what can be known: `collected` spans are recorded the same way. */
  coverage(gap: Gap): Promise<void>;
  hold(resource: HeldResource): Promise<void>;
  release(resource: HeldResource): Promise<void>;
  nowMicros(): bigint;
  signal: AbortSignal;
}

/** An order to delete something that is held: given by a lead, never by a collector itself. */
export interface DiscardRequest<Session> {
  session: Session;
  acquisitionId: string;
  resource: HeldResource;
  /** The order was given knowing that nothing else holds these bytes. */
  evenTheOnlyCopy: boolean;
}

export type StepOutcome =
  /** Come back later; no worker is held meanwhile. `waitingFor` is shown: "AWS snapshot 42 %, nothing to do here". */
  | { kind: 'wait'; delayMs: number; waitingFor: string }
  | { kind: 'next' }
  /** Nothing (more) to collect; the reason is recorded as coverage. */
  | { kind: 'finished'; reason: string };

/**
 * start → poll → transfer → cleanup, each idempotent: any step may run again after a kill, and two may even overlap for a moment.
 * `transfer` seals its sets. `cleanup` removes helpers always, and what holds evidence only when `sealed` is true.
 */
export interface Collector<Parameters, Session> {
  start(context: CollectContext<Parameters, Session>): Promise<StepOutcome>;
  poll?(context: CollectContext<Parameters, Session>): Promise<StepOutcome>;
  transfer(context: CollectContext<Parameters, Session>): Promise<StepOutcome>;
  cleanup?(context: CollectContext<Parameters, Session>, sealed: boolean): Promise<StepOutcome>;
  /** Deletes one held resource by a lead's order. Throws resource.conflict for the only copy unless the order says so. */
  discard?(request: DiscardRequest<Session>): Promise<{ sourceIsGone: boolean }>;
}
