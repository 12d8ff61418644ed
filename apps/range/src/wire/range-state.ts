import type { CallLog } from '../control/call-log.ts';
import type { FaultBoard } from '../control/faults.ts';
import type { Journal } from '../control/journal.ts';
import type { Estate } from '../estate/types.ts';
import type { KnownCredential } from './credentials.ts';
import type { RangeTiming, RecordApiCall, ServiceHandler } from './service.ts';

/** Everything that the wire needs of one running range. */
export interface RangeState {
  estate: Estate;
  /** By SigV4 service name. */
  services: ReadonlyMap<string, ServiceHandler>;
  findCredential: (accessKeyId: string) => KnownCredential | undefined;
  /** Random per data folder; ids and session secrets are derived with it. */
  secret: Buffer;
  timing: RangeTiming;
  faults: FaultBoard;
  callLog: CallLog;
  journal: Journal;
  recordApiCall: RecordApiCall;
  /** Brings everything that happens by itself (stopping instances, scaling groups, cut connections) up to this time. */
  advance: (nowMs: number, isForced: boolean) => void;
  nowMs: () => number;
}
