import { plantInEstate } from '../plant/plant-in-estate.ts';
import { plantInTrail } from '../plant/plant-in-trail.ts';
import type { Script } from '../script.ts';
import { playEvasion } from './evasion.ts';
import { playDocuments, playExports } from './exfiltration.ts';
import { playIntrusion } from './intrusion.ts';
import { playLateral } from './lateral.ts';
import { playCleanUp, playMiner } from './miner.ts';
import { playPersistence } from './persistence.ts';

/** Plays the whole attack in the order in which it happened. Changes the estate to what it left behind. */
export function playAttack(script: Script): {
  minerInstanceId: string;
  stoppedAtMs: number;
  restartedAtMs: number;
  backdoorKeyId: string;
} {
  playIntrusion(script);
  const footholds = playPersistence(script);
  const pipeline = playLateral(script, footholds);
  playExports(script, pipeline);
  const { stoppedAtMs, restartedAtMs } = playEvasion(script, footholds.backdoorActor);
  playDocuments(script, pipeline, stoppedAtMs);
  const minerInstanceId = playMiner(script, footholds.backdoorActor);
  playCleanUp(script, footholds.backdoorActor, footholds.vanished);
  plantInTrail(script, footholds.backdoorActor);
  plantInEstate(script);
  return { minerInstanceId, stoppedAtMs, restartedAtMs, backdoorKeyId: footholds.backdoor.accessKeys[0]!.id };
}
