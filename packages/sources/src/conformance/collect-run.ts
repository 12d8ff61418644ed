import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AwsSession } from '@virga/cloud/aws';
import { type JsonValue, nowMicros } from '@virga/domain';
import type {
  Checkpoint,
  CollectContext,
  Collector,
  Gap,
  HeldResource,
  Progress,
  StepOutcome,
} from '@virga/source-kit';
import { FolderEvidence } from './folder-evidence.ts';

/** Checkpoint in a file, as durable as the worker's row: written beside and renamed. */
export class FileCheckpoint implements Checkpoint {
  readonly #path: string;
  #values: Record<string, JsonValue>;
  constructor(path: string) {
    this.#path = path;
    this.#values = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, JsonValue>) : {};
  }
  read<T extends JsonValue>(key: string): T | undefined {
    return this.#values[key] as T | undefined;
  }
  async save(patch: Record<string, JsonValue>): Promise<void> {
    this.#values = { ...this.#values, ...(JSON.parse(JSON.stringify(patch)) as Record<string, JsonValue>) };
    writeFileSync(`${this.#path}.new`, JSON.stringify(this.#values));
    renameSync(`${this.#path}.new`, this.#path);
  }
}

export interface RunSettings<P> {
  folder: string;
  acquisitionId: string;
  parameters: P;
  session: AwsSession;
  logArchive?: AwsSession | null;
  regions?: readonly string[];
  kind?: string;
  signal?: AbortSignal;
  /** Called on every progress report; a test may throw or kill here. */
  onProgress?: (progress: Progress) => void;
}

/** One acquisition of a source against a real wire, with everything it reported. */
export class CollectRun<P> {
  readonly evidence: FolderEvidence;
  readonly coverage: Gap[] = [];
  readonly held = new Map<string, HeldResource>();
  readonly logs: { level: string; message: string }[] = [];
  readonly context: CollectContext<P, AwsSession>;

  constructor(settings: RunSettings<P>) {
    this.evidence = new FolderEvidence(settings.folder);
    const { session } = settings;
    this.context = {
      acquisitionId: settings.acquisitionId,
      caseId: 'case-1',
      parameters: settings.parameters,
      account: {
        externalAccountId: session.account.externalAccountId,
        name: 'account',
        regions: settings.regions ?? [],
        kind: settings.kind ?? 'single',
        logArchive: settings.logArchive ?? null,
      },
      session,
      checkpoint: new FileCheckpoint(join(settings.folder, 'checkpoint.json')),
      evidence: this.evidence,
      progress: (progress) => settings.onProgress?.(progress),
      log: async (level, message) => void this.logs.push({ level, message }),
      coverage: async (gap) => void this.coverage.push(gap),
      hold: async (resource) => void this.held.set(resource.id, resource),
      release: async (resource) => void this.held.delete(resource.id),
      nowMicros,
      signal: settings.signal ?? new AbortController().signal,
    };
  }

  /** Runs one step to its end, waiting as it asks (at most `patience` times). */
  async step(
    step: (context: CollectContext<P, AwsSession>) => Promise<StepOutcome>,
    patience = 60,
  ): Promise<StepOutcome> {
    for (let turn = 0; turn < patience; turn += 1) {
      const outcome = await step(this.context);
      if (outcome.kind !== 'wait') return outcome;
      await pause(Math.min(outcome.delayMs, 500));
    }
    throw new Error('the step kept waiting');
  }

  /** start → poll → transfer, then cleanup with `sealed`, as the worker does when all goes well. */
  async all(collector: Collector<P, AwsSession>): Promise<StepOutcome> {
    const started = await this.step((context) => collector.start(context));
    if (started.kind === 'finished') return started;
    if (collector.poll) await this.step((context) => collector.poll!(context));
    const transferred = await this.step((context) => collector.transfer(context));
    if (!collector.cleanup) return transferred;
    return this.step((context) => collector.cleanup!(context, true));
  }
}
