import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CallLog } from './control/call-log.ts';
import { ControlPlane } from './control/control-plane.ts';
import { FaultBoard } from './control/faults.ts';
import { Journal, readJournal } from './control/journal.ts';
import { openIdentity, writePrivateFile } from './control/range-identity.ts';
import { platformIdentity, type RangeSummary, rangeSummary } from './control/range-summary.ts';
import { replayJournal } from './control/replay.ts';
import { stageScenario } from './control/scenario-registry.ts';
import type { Estate, EstateSize } from './estate/types.ts';
import { writeTruth } from './scenarios/leaked-key/write-truth.ts';
import { createAdvance } from './services/advance.ts';
import { allServices, recordApiCall } from './services/index.ts';
import { createCredentialFinder } from './wire/credentials.ts';
import { createRangeServer } from './wire/http-server.ts';
import type { RangeState } from './wire/range-state.ts';
import type { RangeTiming } from './wire/service.ts';

export interface RangeOptions {
  /** 0 takes a free port. */
  port: number;
  dataFolder: string;
  seed: number;
  size: EstateSize;
  scenario: string;
  /** Strings that the attacker wrote wherever he could; kept from the first start on. */
  planted?: Record<string, string>;
  timing?: Partial<RangeTiming>;
  /** Clock of the range, milliseconds; the machine's when absent. */
  nowMs?: () => number;
}

export interface Range {
  summary: RangeSummary;
  /** The live estate; tests of the same process may look, never write. */
  estate: Estate;
  /** What the scenario says happened. */
  truth: unknown;
  close(): Promise<void>;
}

const DEFAULT_TIMING: RangeTiming = {
  snapshotMs: 4000,
  instanceTransitionMs: 2000,
  unhealthyAfterMs: 6000,
  scalingTransitionMs: 1000,
};

/** Stages the estate, replays what earlier runs changed, and serves it on 127.0.0.1. */
export async function startRange(options: RangeOptions): Promise<Range> {
  const nowMs = options.nowMs ?? Date.now;
  const identity = openIdentity(options.dataFolder, { ...options, nowMs: nowMs() });
  const { estate, truth } = stageScenario(options.scenario, {
    ...options,
    nowMs: identity.anchorMs,
    ...(identity.planted ? { planted: identity.planted } : {}),
  });
  platformIdentity(estate).key.secret = identity.platformSecretKey;
  writeTruth(options.dataFolder, estate, truth);
  const timing = { ...DEFAULT_TIMING, ...options.timing };
  const journalPath = join(options.dataFolder, 'journal.jsonl');
  const state: RangeState = {
    estate,
    services: new Map(allServices().map((service) => [service.service, service])),
    findCredential: createCredentialFinder(estate),
    secret: Buffer.from(identity.secretHex, 'hex'),
    timing,
    faults: new FaultBoard(),
    callLog: new CallLog(),
    journal: new Journal(journalPath),
    recordApiCall,
    advance: createAdvance(estate, timing),
    nowMs,
  };
  await replayJournal(state, readJournal(journalPath));
  let summary: RangeSummary | undefined;
  const control = new ControlPlane(state, identity.controlToken, () => ({
    ...summary,
    controlToken: undefined,
    platform: undefined,
  }));
  const server = createRangeServer(state, control);
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  summary = rangeSummary(estate, `http://127.0.0.1:${port}`, identity.controlToken);
  writePrivateFile(join(options.dataFolder, 'range.json'), `${JSON.stringify(summary, null, 2)}\n`);
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    state.journal.close();
  };
  return { summary, estate, truth, close };
}
