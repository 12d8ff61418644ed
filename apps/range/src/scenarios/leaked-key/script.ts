/** Collects what happens: every event, and for the attacker's the truth about it. */
import { createRandom, type Random } from '../../estate/random.ts';
import { makeEvent, type StagedEvent, type TrailCall } from '../../estate/trail-record.ts';
import type { Estate, Instance, Snapshot } from '../../estate/types.ts';
import { STEPS, type StepId } from './attack/steps.ts';
import type { Cast } from './cast.ts';

/** One thing that the attacker did, as tests and training grade it. */
export interface TruthStep {
  order: number;
  id: string;
  title: string;
  /** ATT&CK tactic and technique. */
  tactic: string;
  technique: string;
  startTime: string;
  endTime: string;
  /** Accounts and regions whose trails hold the events. */
  accounts: string[];
  regions: string[];
  principal: string;
  accessKeyId: string | null;
  sourceIps: string[];
  /** Events in the trails (of both accounts where a call crosses accounts). */
  eventIds: string[];
  /** Events that no trail delivered: the trail that would have logged them was off. */
  lostEventIds: string[];
  outcome: 'success' | 'denied' | 'mixed';
  affected: string[];
}

/** Who did a step and to what. */
type StepInfo = Pick<TruthStep, 'affected' | 'principal'>;

export interface Script {
  cast: Cast;
  estate: Estate;
  compromised: Instance;
  imageId: string;
  sharedSnapshot: Snapshot;
  random: Random;
  events: StagedEvent[];
  steps: TruthStep[];
  /** Adds one ordinary event. */
  emit(random: Random, call: TrailCall): StagedEvent;
  /** Adds a step of the attacker made of these calls. */
  step(id: StepId, info: StepInfo, calls: TrailCall[]): StagedEvent[];
}

export function createScript(
  parts: Pick<Script, 'cast' | 'estate' | 'compromised' | 'imageId' | 'sharedSnapshot'>,
): Script {
  const random = createRandom(parts.cast.seed, 'attack-events');
  const events: StagedEvent[] = [];
  const steps: TruthStep[] = [];
  const emit: Script['emit'] = (source, call) => {
    const event = makeEvent(source, call);
    events.push(event);
    return event;
  };
  const step: Script['step'] = (id, info, calls) => {
    const made = calls.map((call) => emit(random, call));
    steps.push(describe(steps.length + 1, id, info, calls, made));
    return made;
  };
  return { ...parts, random, events, steps, emit, step };
}

function describe(order: number, id: StepId, info: StepInfo, calls: TrailCall[], made: StagedEvent[]): TruthStep {
  const times = made.map((event) => event.timeMs).sort((a, b) => a - b);
  const failed = calls.filter((call) => call.error !== undefined).length;
  const unique = (values: string[]): string[] => [...new Set(values)].sort();
  return {
    order,
    id,
    ...STEPS[id],
    startTime: iso(times[0] ?? 0),
    endTime: iso(times.at(-1) ?? 0),
    accounts: unique(made.map((event) => event.accountId)),
    regions: unique(made.map((event) => event.region)),
    principal: info.principal,
    accessKeyId: calls[0]?.actor.accessKeyId ?? null,
    sourceIps: unique(calls.map((call) => call.sourceIp ?? call.actor.ip)),
    eventIds: made.map((event) => event.id),
    lostEventIds: [],
    outcome: failed === 0 ? 'success' : failed === calls.length ? 'denied' : 'mixed',
    affected: info.affected,
  };
}

function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
