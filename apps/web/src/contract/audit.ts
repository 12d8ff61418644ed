import { z } from 'zod';
import { bigintText, id, isoTime, listOf, pageFields } from './fields.ts';
import { procedure } from './procedure.ts';

export const auditRow = z.object({
  id: bigintText,
  at: isoTime,
  userId: id.nullable(),
  userName: z.string().nullable(),
  sessionId: id.nullable(),
  tokenId: id.nullable(),
  caseId: id.nullable(),
  permission: z.string().nullable(),
  action: z.string(),
  targetKind: z.string().nullable(),
  targetId: z.string().nullable(),
  outcome: z.enum(['allowed', 'refused', 'failed']),
  address: z.string().nullable(),
  details: z.record(z.string(), z.json()),
});

/** Chain state: is every row still as it was sealed. */
export const auditVerdict = z.object({
  /** The runtime role cannot change rows: no grant, and triggers that are always on. */
  appendOnly: z.boolean(),
  seals: z.number().int(),
  sealedRows: z.number().int(),
  unsealedRows: z.number().int(),
  lastSealedAt: isoTime.nullable(),
  keyFingerprints: z.array(z.string()),
  /** Rows of only so many seals were read again; null: of all. */
  onlyNewest: z.number().int().nullable(),
  faults: z.array(z.object({ seal: z.number().int(), fromId: bigintText, toId: bigintText, what: z.string() })),
});

const filterFields = {
  userId: id.optional(),
  caseId: id.optional(),
  action: z.string().max(100).optional(),
  outcome: z.enum(['allowed', 'refused', 'failed']).optional(),
  from: isoTime.optional(),
  to: isoTime.optional(),
  /** In action, target, address and details. */
  text: z.string().trim().min(1).max(200).optional(),
};
export const auditExportQuery = z.object({ ...filterFields, format: z.enum(['csv', 'jsonl']) });

export const auditContract = {
  state: procedure
    .meta({ permission: 'audit:read' })
    .route({ method: 'GET', path: '/audit/state', summary: 'Chain state at a glance' })
    .output(auditVerdict),
  verify: procedure
    .meta({ permission: 'audit:read', perMinute: 6 })
    .route({ method: 'POST', path: '/audit/verify', summary: 'Read every sealed row again' })
    .output(auditVerdict),
  list: procedure
    .meta({ permission: 'audit:read' })
    .route({ method: 'GET', path: '/audit', summary: 'Who did what, newest first' })
    .input(
      z.object({
        ...pageFields,
        ...filterFields,
      }),
    )
    .output(listOf(auditRow)),
};
