import { limitsSchema } from '@virga/domain';
import { z } from 'zod';
import { isoTime, shortText } from './fields.ts';
import { procedure } from './procedure.ts';

export const platformSettings = z.object({
  version: z.string(),
  database: z.object({ embedded: z.boolean() }),
  queue: z.enum(['postgresql', 'redis']),
  store: z.object({
    kind: z.enum(['folder', 's3']),
    place: z.string(),
    freeBytes: z.number().nullable(),
    /** Days that the store itself keeps sealed objects from being changed; null: no retention lock. */
    retentionDays: z.number().int().nullable(),
  }),
  /** Fingerprints of public keys, as printed in every report. Null: no key yet. */
  keys: z.object({
    custodySigning: z.object({ fingerprint: z.string() }).nullable(),
    /** Seals cloud secrets. `olderSecrets` wait for `virga keys rotate` to seal them with the newest key. */
    sealing: z.object({ keyId: z.string(), secrets: z.number().int(), olderSecrets: z.number().int() }).nullable(),
    /** What seals second factors: a secret of its own, or the one of the sessions. */
    factors: z.object({ from: z.enum(['own secret', 'session secret']), held: z.number().int() }),
    timestampAuthority: z.string().nullable(),
  }),
  /** How foreign programs are confined on this machine, as the workers report it. */
  sandbox: z.object({ level: z.string(), facts: z.record(z.string(), z.json()) }),
  processes: z.array(
    z.object({
      id: z.string(),
      role: z.string(),
      pid: z.number().int(),
      host: z.string(),
      startedAt: isoTime,
      seenAt: isoTime,
      /** Heard from within the last 30 seconds. */
      alive: z.boolean(),
      facts: z.record(z.string(), z.json()),
    }),
  ),
  session: z.object({ idleHours: z.number(), absoluteHours: z.number(), stepUpMinutes: z.number() }),
  oidc: z.object({ issuer: z.string() }).nullable(),
  limits: limitsSchema,
  /** Off: nothing is planned or applied in any account; undo stays possible. */
  containment: z.object({ enabled: z.boolean(), reason: z.string() }),
});

export const settingsContract = {
  get: procedure
    .meta({ permission: 'settings:read' })
    .route({ method: 'GET', path: '/settings', summary: 'How this installation is set up' })
    .output(platformSettings),
  update: procedure
    .meta({ permission: 'settings:manage' })
    .route({ method: 'PATCH', path: '/settings', summary: 'Change limits, switch containment off or on' })
    .input(
      z.object({
        limits: limitsSchema.partial().optional(),
        containment: z.object({ enabled: z.boolean(), reason: shortText }).optional(),
      }),
    )
    .output(platformSettings),
};
