import type { Estate, EstateSize } from '../estate/types.ts';
import { attachTrailLog } from '../services/cloudtrail/index.ts';
import { stageLeakedKey } from './leaked-key/stage-leaked-key.ts';
import type { Truth } from './leaked-key/truth.ts';

export const SCENARIOS = ['leaked-key'] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

export interface StageOptions {
  scenario: ScenarioName;
  seed: number;
  size: EstateSize;
  /** Everything staged is dated before this moment; keep it (with the seed) to stage the same estate again. */
  nowMs: number;
}

/** Stages a scenario with its CloudTrail history attached, ready to be served. */
export function stageScenario(options: StageOptions): { estate: Estate; truth: Truth } {
  const { estate, events, truth } = stageLeakedKey(options);
  attachTrailLog(estate, events);
  return { estate, truth };
}
