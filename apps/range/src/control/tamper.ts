import { z } from 'zod';
import type { Estate } from '../estate/types.ts';
import { deliverTrails, tamperWithTrail } from '../services/cloudtrail/index.ts';

/** Body of POST /_range/tamper: what an attacker with write access to the log bucket does. */
export const tamperSchema = z.strictObject({
  kind: z.enum(['altered-log', 'missing-log', 'missing-digest']),
  trailName: z.string(),
  accountId: z.string(),
  region: z.string(),
});

/** Delivers what is due and then alters or removes one delivered object; says which. */
export function tamper(estate: Estate, request: z.infer<typeof tamperSchema>, nowMs: number) {
  deliverTrails(estate, nowMs);
  return tamperWithTrail(estate, request);
}
