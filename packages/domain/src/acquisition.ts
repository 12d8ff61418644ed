/** Steps of one acquisition, in the order of its rail. */
export const acquisitionSteps = ['prepare', 'snapshot', 'transfer', 'seal', 'parse', 'ledger'] as const;
export type AcquisitionStep = (typeof acquisitionSteps)[number];

export const acquisitionStates = [
  'queued',
  'running',
  'waiting',
  'sealed',
  'parsing',
  'done',
  'failed',
  'cancelled',
] as const;
export type AcquisitionState = (typeof acquisitionStates)[number];

/** The four grants an account can give us (security.md, "Four grants everywhere"). */
export const grants = ['collect-read', 'collect-write', 'collect-live', 'contain'] as const;
export type Grant = (typeof grants)[number];

export const actionStates = [
  'draft',
  'proposed',
  'approved',
  'applying',
  'applied',
  'partial',
  'undoing',
  'undone',
  'failed',
  'rejected',
] as const;
export type ActionState = (typeof actionStates)[number];
