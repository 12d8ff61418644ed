import { z } from 'zod';

/** A fault as asked for on POST /_range/faults. Absent selectors match everything. */
export const faultSchema = z.strictObject({
  kind: z.enum(['throttle', 'deny', 'delay', 'cut', 'corrupt-block', 'expire-tokens', 'error']),
  service: z.string().optional(),
  operation: z.string().optional(),
  region: z.string().optional(),
  accountId: z.string().optional(),
  /** Used up after so many hits; absent: until removed. */
  times: z.int().positive().optional(),
  /** Share of matching calls hit, 0 to 1, spread evenly and without chance; absent: every one. */
  rate: z.number().gt(0).max(1).optional(),
  delayMs: z.int().nonnegative().optional(),
  /** cut: bytes of the reply's body that still arrive. */
  afterBytes: z.int().nonnegative().optional(),
  /** corrupt-block: the block's index. */
  blockIndex: z.int().nonnegative().optional(),
  /** error: what the service answers. */
  code: z.string().optional(),
  httpStatus: z.int().min(400).max(599).optional(),
});

export type FaultRequest = z.infer<typeof faultSchema>;
export type FaultKind = FaultRequest['kind'];

export interface Fault extends FaultRequest {
  id: number;
  createdAtMs: number;
  /** Matching calls seen, and those hit. */
  seen: number;
  hits: number;
}

/** What a call is, for choosing its faults. */
export interface FaultTarget {
  service: string;
  operation: string;
  region: string;
  accountId: string;
}

function isMatch(fault: Fault, target: FaultTarget): boolean {
  return (
    (fault.service === undefined || fault.service === target.service) &&
    (fault.operation === undefined || fault.operation === target.operation) &&
    (fault.region === undefined || fault.region === target.region) &&
    (fault.accountId === undefined || fault.accountId === target.accountId)
  );
}

/** The faults in force; every question that is answered with a fault counts as a hit. */
export class FaultBoard {
  private faults: Fault[] = [];
  private nextId = 1;

  add(request: FaultRequest, nowMs: number): Fault {
    const fault: Fault = { ...request, id: this.nextId++, createdAtMs: nowMs, seen: 0, hits: 0 };
    this.faults.push(fault);
    return fault;
  }

  list(): Fault[] {
    return [...this.faults];
  }

  remove(id: number): boolean {
    const before = this.faults.length;
    this.faults = this.faults.filter((fault) => fault.id !== id);
    return this.faults.length < before;
  }

  clear(): void {
    this.faults = [];
  }

  /** The first fault of a kind that strikes this call, or undefined. */
  strike(kind: FaultKind, target: FaultTarget, accept: (fault: Fault) => boolean = () => true): Fault | undefined {
    for (const fault of this.faults) {
      if (fault.kind !== kind || !isMatch(fault, target) || !accept(fault)) continue;
      if (fault.times !== undefined && fault.hits >= fault.times) continue;
      fault.seen += 1;
      const rate = fault.rate ?? 1;
      if (Math.floor(fault.seen * rate) === Math.floor((fault.seen - 1) * rate)) continue;
      fault.hits += 1;
      return fault;
    }
    return undefined;
  }
}
