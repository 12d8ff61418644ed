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

export const auditContract = {
  list: procedure
    .meta({ permission: 'audit:read' })
    .route({ method: 'GET', path: '/audit', summary: 'Who did what, newest first' })
    .input(
      z.object({
        ...pageFields,
        userId: id.optional(),
        caseId: id.optional(),
        action: z.string().max(100).optional(),
        outcome: z.enum(['allowed', 'refused', 'failed']).optional(),
        from: isoTime.optional(),
        to: isoTime.optional(),
      }),
    )
    .output(listOf(auditRow)),
};
