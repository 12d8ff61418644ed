import type { AwsSession } from '@virga/cloud/aws';
import {
  type Acquisition,
  type AcquisitionChange,
  assertLease,
  createEvidenceItem,
  type InCase,
  type Lease,
  logAcquisition,
  saveCheckpoint,
} from '@virga/database';
import type { AcquisitionStep, JsonValue } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import type { Checkpoint } from '@virga/source-kit';
import type { CollectParts } from '../parts.ts';
import type { CallRecorder } from './call-recorder.ts';
import type { SetPlan } from './evidence-sets.ts';

export type AcquisitionRow = Acquisition;

/** One claimed acquisition while this process works on it. Everything it writes is fenced. */
export class AcquisitionRun {
  readonly parts: CollectParts;
  readonly row: AcquisitionRow;
  readonly lease: Lease;
  readonly signal: AbortSignal;
  readonly calls: CallRecorder;
  readonly checkpoint: Checkpoint;
  cloudIdentity: string | null;
  #memory: Record<string, JsonValue>;
  #saving: Promise<void> = Promise.resolve();
  readonly #closers: (() => Promise<void>)[] = [];

  constructor(parts: CollectParts, row: AcquisitionRow, lease: Lease, signal: AbortSignal, calls: CallRecorder) {
    this.parts = parts;
    this.row = row;
    this.lease = lease;
    this.signal = signal;
    this.calls = calls;
    this.cloudIdentity = row.cloudIdentity;
    this.#memory = row.checkpoint as Record<string, JsonValue>;
    this.checkpoint = {
      read: (key) => this.#memory[key] as never,
      save: (patch) => {
        // Merged at once and written in order: two savers at a time must neither lose the other's key nor put back an older value.
        this.#memory = { ...this.#memory, ...patch };
        return this.#inOrder(() => this.update({ checkpoint: this.#memory }));
      },
    };
  }

  #inOrder(write: () => Promise<void>): Promise<void> {
    const written = this.#saving.then(write);
    this.#saving = written.catch(() => undefined);
    return written;
  }

  get caseId(): string {
    return this.row.caseId;
  }
  get scope(): InCase {
    return this.lease;
  }

  /** The same set key always names the same evidence item. */
  async evidenceIdOf(plan: SetPlan, kind: 'pack' | 'image'): Promise<string> {
    const key = `set ${plan.key}`;
    const known = this.checkpoint.read<string>(key);
    if (known) return known;
    const evidenceId = newId();
    this.#memory = { ...this.#memory, [key]: evidenceId };
    await this.#inOrder(() =>
      this.parts.db.prisma.$transaction(async (tx) => {
        await saveCheckpoint(tx, this.lease, { checkpoint: this.#memory });
        await createEvidenceItem(tx, this.lease, {
          id: evidenceId,
          acquisitionId: this.row.id,
          title: plan.title,
          sourceId: this.row.sourceId,
          kind,
          format: plan.format,
        });
      }),
    );
    return evidenceId;
  }

  /** Evidence items this acquisition opened so far, in order. */
  evidenceIds(): string[] {
    return Object.entries(this.#memory)
      .filter(([key]) => key.startsWith('set '))
      .map(([, id]) => String(id));
  }

  readonly assertFence = async (): Promise<void> => {
    await this.parts.db.prisma.$transaction((tx) => assertLease(tx, this.lease));
  };

  /** A fenced change of the row; open screens hear of it. */
  async update(change: AcquisitionChange): Promise<void> {
    await saveCheckpoint(this.parts.db, this.lease, change);
  }

  async step(step: AcquisitionStep): Promise<void> {
    this.row.step = step;
    await this.update({ step });
  }

  async log(
    level: 'info' | 'warning' | 'error',
    message: string,
    fields: Record<string, JsonValue> = {},
  ): Promise<void> {
    const requestId = typeof fields['requestId'] === 'string' ? fields['requestId'] : null;
    const line = { step: this.row.step, level, message, requestId, fields };
    await logAcquisition(this.parts.db, this.lease, this.row.id, line);
  }

  requestIds(): string[] {
    return this.calls.recentRequestIds();
  }
  clockOffsetMs(): number | null {
    return this.calls.clockOffsetMs();
  }

  /** File handles and sockets to close when the step ends, whatever happened. */
  onClose(close: () => Promise<void>): void {
    this.#closers.push(close);
  }
  async close(sessions: readonly AwsSession[]): Promise<void> {
    for (const session of sessions) session.close();
    for (const close of [...this.#closers, () => this.calls.flush()])
      await close().catch((error: unknown) => this.parts.log.warn({ error: String(error) }, 'close failed'));
  }
}
