import { permissions, roles } from '@virga/domain';
import { z } from 'zod';
import { done, id, isoTime, listOf } from './fields.ts';
import { procedure } from './procedure.ts';

const permissionNames = Object.keys(permissions) as [keyof typeof permissions, ...(keyof typeof permissions)[]];
export const permissionName = z.enum(permissionNames);
export const roleName = z.enum(roles);
const password = z.string().min(1).max(1024);

export const signInOptions = z.object({
  /** Null when OpenID Connect is not set up. */
  oidc: z.object({ issuer: z.string() }).nullable(),
  /** The staged estate is registered here: screens carry the strip "Range: staged data". */
  staged: z.boolean(),
});

export const ownSession = z.object({
  user: z.object({
    id,
    email: z.string(),
    name: z.string(),
    role: roleName,
    hasPassword: z.boolean(),
    passwordMustChange: z.boolean(),
    hasSecondFactor: z.boolean(),
    /** Nothing but setting it opens: leads and admins outside the range. */
    factorMustBeSet: z.boolean(),
    recoveryCodesLeft: z.number().int(),
  }),
  /** Null for an API token. */
  session: z
    .object({
      id,
      createdAt: isoTime,
      expiresAt: isoTime,
      idleEndsAt: isoTime,
      /** Until when steps that ask for the password go through; null when it was not confirmed lately. */
      stepUpUntil: isoTime.nullable(),
    })
    .nullable(),
  /** What the role allows; case permissions also need membership. */
  permissions: z.array(permissionName),
  staged: z.boolean(),
  version: z.string(),
});

export const sessionRow = z.object({
  id,
  current: z.boolean(),
  createdAt: isoTime,
  lastSeenAt: isoTime,
  expiresAt: isoTime,
  endedAt: isoTime.nullable(),
  endedReason: z.string().nullable(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
});

const selfRead = { permission: 'self:read', beforePasswordChange: true } as const;
const selfWrite = { permission: 'self:write', perMinute: 30 } as const;

export const sessionContract = {
  options: procedure
    .meta({ permission: 'public' })
    .route({ method: 'GET', path: '/session/options', summary: 'How one can sign in here' })
    .output(signInOptions),
  me: procedure
    .meta(selfRead)
    .route({ method: 'GET', path: '/session', summary: 'Who is asking, and what they may' })
    .output(ownSession),
  end: procedure
    .meta({ permission: 'self:write', beforePasswordChange: true })
    .route({ method: 'POST', path: '/session/end', summary: 'Sign out' })
    .output(done),
  list: procedure
    .meta({ permission: 'self:read' })
    .route({ method: 'GET', path: '/session/sessions', summary: "One's own sessions" })
    .output(listOf(sessionRow)),
  endOne: procedure
    .meta(selfWrite)
    .route({ method: 'POST', path: '/session/sessions/{sessionId}/end', summary: "End one of one's own sessions" })
    .input(z.object({ sessionId: id }))
    .output(done),
  changePassword: procedure
    .meta({ ...selfWrite, beforePasswordChange: true })
    .route({ method: 'POST', path: '/session/password', summary: "Change one's own password; ends the other sessions" })
    .input(z.object({ current: password, next: z.string().min(12).max(1024) }))
    .output(done),
  stepUp: procedure
    .meta({ ...selfWrite, beforeSecondFactor: true })
    .route({ method: 'POST', path: '/session/step-up', summary: 'Confirm the password for the next minutes' })
    .input(z.object({ password, code: z.string().max(40).optional() }))
    .output(z.object({ stepUpUntil: isoTime })),
  endStepUp: procedure
    .meta(selfWrite)
    .route({ method: 'POST', path: '/session/step-up/end', summary: 'Ask for the password again from now on' })
    .output(done),
  startSecondFactor: procedure
    .meta({ ...selfWrite, stepUp: true, beforeSecondFactor: true })
    .route({ method: 'POST', path: '/session/second-factor', summary: 'New TOTP secret, not in force until confirmed' })
    .output(z.object({ secret: z.string(), uri: z.string() })),
  confirmSecondFactor: procedure
    .meta({ ...selfWrite, stepUp: true, beforeSecondFactor: true })
    .route({ method: 'POST', path: '/session/second-factor/confirm', summary: 'Put the second factor in force' })
    .input(z.object({ secret: z.string().max(100), code: z.string().max(10) }))
    /** Shown once and kept nowhere; each works once in place of a code. */
    .output(z.object({ recoveryCodes: z.array(z.string()) })),
  removeSecondFactor: procedure
    .meta({ ...selfWrite, stepUp: true })
    .route({ method: 'POST', path: '/session/second-factor/remove', summary: 'Remove the second factor' })
    .output(done),
};
