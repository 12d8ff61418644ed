import { attachDiskImages } from '../disk/index.ts';
import type { Estate, EstateSize } from '../estate/types.ts';
import type { PlantedStrings } from '../scenarios/leaked-key/plant/planted-strings.ts';
import { stageLeakedKey } from '../scenarios/leaked-key/stage-leaked-key.ts';
import { attachTrailLog } from '../services/cloudtrail/trail-log.ts';

export interface StageOptions {
  seed: number;
  size: EstateSize;
  nowMs: number;
  planted?: PlantedStrings;
}

/** A scenario ready to be served; `truth` is what its truth.json says. */
export interface Staged {
  estate: Estate;
  truth: unknown;
}

const SCENARIOS: Record<string, (options: StageOptions) => Staged> = {
  'leaked-key': (options) => {
    const { estate, events, truth, images } = stageLeakedKey(options);
    attachTrailLog(estate, events);
    attachDiskImages(estate, images);
    return { estate, truth };
  },
};

/** Stages a scenario by name. */
export function stageScenario(name: string, options: StageOptions): Staged {
  const stage = Object.hasOwn(SCENARIOS, name) ? SCENARIOS[name] : undefined;
  if (!stage) throw new Error(`there is no scenario ${name}; there are: ${Object.keys(SCENARIOS).join(', ')}`);
  return stage(options);
}
