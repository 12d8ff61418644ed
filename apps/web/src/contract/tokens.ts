import { z } from 'zod';
import { done, id, isoTime, listOf, shortText } from './fields.ts';
import { procedure } from './procedure.ts';
import { permissionName } from './session.ts';

export const tokenRow = z.object({
  id,
  name: z.string(),
  permissions: z.array(permissionName),
  caseIds: z.array(id),
  createdAt: isoTime,
  expiresAt: isoTime,
  lastUsedAt: isoTime.nullable(),
  revokedAt: isoTime.nullable(),
});

export const tokensContract = {
  list: procedure
    .meta({ permission: 'self:read' })
    .route({ method: 'GET', path: '/tokens', summary: "One's own API tokens" })
    .output(listOf(tokenRow)),
  create: procedure
    .meta({ permission: 'self:write', stepUp: true, perMinute: 10 })
    .route({ method: 'POST', path: '/tokens', summary: 'Make an API token; its text is shown once' })
    .input(
      z.object({
        name: shortText,
        permissions: z.array(permissionName).min(1).max(60),
        /** Cases it may touch; each must be one of the owner's. */
        caseIds: z.array(id).max(200),
        days: z.number().int().min(1).max(90),
      }),
    )
    .output(z.object({ token: tokenRow, text: z.string() })),
  revoke: procedure
    .meta({ permission: 'self:write' })
    .route({ method: 'POST', path: '/tokens/{tokenId}/revoke', summary: 'Revoke an API token at once' })
    .input(z.object({ tokenId: id }))
    .output(done),
};
