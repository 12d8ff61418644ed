import { z } from 'zod';
import { done, id, isoTime, listOf, pageFields, shortText } from './fields.ts';
import { procedure } from './procedure.ts';
import { roleName, sessionRow } from './session.ts';
import { tokenRow } from './tokens.ts';

export const userRow = z.object({
  id,
  email: z.string(),
  name: z.string(),
  role: roleName,
  disabledAt: isoTime.nullable(),
  lastSeenAt: isoTime.nullable(),
  createdAt: isoTime,
  passwordMustChange: z.boolean(),
  hasSecondFactor: z.boolean(),
  signsInWith: z.enum(['password', 'openid', 'both']),
  openSessions: z.number().int(),
  /** API tokens in force. */
  tokens: z.number().int(),
});

const manage = { permission: 'user:manage', perMinute: 60 } as const;
const byUser = z.object({ userId: id });
const oneTime = z.object({
  user: userRow,
  /** Shown once and kept nowhere; must be changed at the first sign-in. */
  oneTimePassword: z.string(),
});

export const usersContract = {
  list: procedure
    .meta({ permission: 'user:list' })
    .route({ method: 'GET', path: '/users', summary: 'Who there is' })
    .input(z.object({ ...pageFields, text: z.string().max(200).optional() }))
    .output(listOf(userRow)),
  create: procedure
    .meta(manage)
    .route({ method: 'POST', path: '/users', summary: 'Create a local account with a one-time password' })
    .input(z.object({ email: z.email().max(254), name: shortText, role: roleName }))
    .output(oneTime),
  update: procedure
    .meta(manage)
    .route({ method: 'PATCH', path: '/users/{userId}', summary: 'Change name or role, disable or enable' })
    .input(byUser.extend({ name: shortText.optional(), role: roleName.optional(), disabled: z.boolean().optional() }))
    .output(userRow),
  resetPassword: procedure
    .meta(manage)
    .route({ method: 'POST', path: '/users/{userId}/password', summary: 'New one-time password; the reason is shown' })
    .input(byUser.extend({ reason: shortText }))
    .output(oneTime),
  resetSecondFactor: procedure
    .meta(manage)
    .route({
      method: 'POST',
      path: '/users/{userId}/second-factor/reset',
      summary: 'Remove a lost second factor; the reason is shown',
    })
    .input(byUser.extend({ reason: shortText }))
    .output(userRow),
  tokens: procedure
    .meta(manage)
    .route({ method: 'GET', path: '/users/{userId}/tokens', summary: "A user's API tokens" })
    .input(byUser)
    .output(listOf(tokenRow)),
  revokeToken: procedure
    .meta(manage)
    .route({ method: 'POST', path: '/users/{userId}/tokens/{tokenId}/revoke', summary: "Revoke a user's API token" })
    .input(byUser.extend({ tokenId: id }))
    .output(done),
  sessions: procedure
    .meta(manage)
    .route({ method: 'GET', path: '/users/{userId}/sessions', summary: "A user's sessions" })
    .input(byUser)
    .output(listOf(sessionRow)),
  endSession: procedure
    .meta(manage)
    .route({ method: 'POST', path: '/users/{userId}/sessions/{sessionId}/end', summary: 'End one session of a user' })
    .input(byUser.extend({ sessionId: id }))
    .output(done),
  endSessions: procedure
    .meta(manage)
    .route({ method: 'POST', path: '/users/{userId}/sessions/end', summary: 'End all sessions of a user' })
    .input(byUser)
    .output(done),
};
