import type { AwsSession } from '@virga/cloud/aws';
import type { JsonValue } from '@virga/domain';

/** One change of one resource, as the preview shows it: a row of the diff. */
export interface PlanStep {
  /** Stable within the action: `protect termination`, `groups eni-0abc`. */
  key: string;
  /** preserve comes before cut (forensics.md, 11). */
  phase: 'preserve' | 'cut';
  title: string;
  /** ARN or id of what changes. */
  resource: string;
  before: JsonValue;
  after: JsonValue;
}

export interface ActionPlan {
  /** "Isolate i-0abc in prod-eu (1234…9012)": the button's words. */
  summary: string;
  steps: PlanStep[];
  /** Who else is hit. */
  affected: { kind: string; id: string; name: string; how: string }[];
  /** What still gets through after the change: tracked connections, metadata service, VPC DNS. */
  stillGetsThrough: string[];
  /** What we lose: SSM, exec. */
  weLose: string[];
  restores: string[];
  cannotRestore: string[];
  /** Set when the target is ours, the evidence account's or break-glass: nobody can apply this. */
  protectedBecause: string | null;
}

export interface StepResult {
  after: JsonValue;
  requestIds: string[];
  message: string;
}

export interface Verification {
  holds: boolean;
  findings: { title: string; holds: boolean; detail: string }[];
}

export interface ActionContext<Parameters> {
  actionId: string;
  parameters: Parameters;
  region: string;
  account: { externalAccountId: string; name: string };
  /** Reads use collect-read; `contain` is there only with an approval. */
  session: AwsSession;
  /** ARNs and ids that must never be hit: our own roles and hosts, the evidence account, break-glass principals. */
  protectedTargets: readonly string[];
  nowMicros(): bigint;
  log(message: string): Promise<void>;
  signal: AbortSignal;
}

/**
 * A containment action. State is plain JSON in a canonical order, so that two readings compare by equality: it is read for
 * the preview, again just before apply and again before undo (changed by others → refused). Every step is idempotent.
 */
export interface Action<Parameters> {
  readState(context: ActionContext<Parameters>): Promise<JsonValue>;
  plan(context: ActionContext<Parameters>, state: JsonValue): Promise<ActionPlan>;
  applyStep(context: ActionContext<Parameters>, state: JsonValue, key: string): Promise<StepResult>;
  verify(context: ActionContext<Parameters>, state: JsonValue): Promise<Verification>;
  /** Steps that bring back exactly what `state` recorded, except where that returns what the attacker held (forensics.md, 12). */
  undoPlan(context: ActionContext<Parameters>, state: JsonValue, stateNow: JsonValue): PlanStep[];
  undoStep(context: ActionContext<Parameters>, state: JsonValue, key: string): Promise<StepResult>;
}
