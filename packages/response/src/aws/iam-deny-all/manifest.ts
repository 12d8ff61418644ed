import type { PermissionNeed } from '@virga/source-kit';
import { z } from 'zod';
import type { ActionManifest } from '../../kit/action-manifest.ts';

const parameters = z.strictObject({
  principalType: z.enum(['role', 'user']),
  name: z.string().regex(/^[\w+=,.@-]{1,64}$/),
  /** Access keys of the user to switch off; empty: all that are active. */
  accessKeyIds: z
    .array(z.string().regex(/^A[A-Z0-9]{15,127}$/))
    .max(10)
    .default([]),
  /** Keys the attacker holds: undo never switches them on again. */
  compromisedKeyIds: z
    .array(z.string().regex(/^A[A-Z0-9]{15,127}$/))
    .max(10)
    .default([]),
});
export type IamDenyAllParameters = z.output<typeof parameters>;

const permissions: PermissionNeed[] = [
  { action: 'iam:GetRole', grant: 'collect-read', why: 'The role, its trust and last use' },
  { action: 'iam:ListRolePolicies', grant: 'collect-read', why: 'Inline policies as they stand' },
  { action: 'iam:GetRolePolicy', grant: 'collect-read', why: 'Text of a policy that has our name' },
  { action: 'iam:ListInstanceProfilesForRole', grant: 'collect-read', why: 'Who else uses the role' },
  { action: 'iam:GetUser', grant: 'collect-read', why: 'The user' },
  { action: 'iam:ListUserPolicies', grant: 'collect-read', why: 'Inline policies as they stand' },
  { action: 'iam:GetUserPolicy', grant: 'collect-read', why: 'Text of a policy that has our name' },
  { action: 'iam:ListAccessKeys', grant: 'collect-read', why: 'Keys and their state' },
  { action: 'ec2:DescribeInstances', grant: 'collect-read', why: 'Instances that run with the role' },
  { action: 'iam:PutRolePolicy', grant: 'contain', why: 'Deny everything; refuse sessions issued before now' },
  { action: 'iam:DeleteRolePolicy', grant: 'contain', why: 'Undo' },
  { action: 'iam:PutUserPolicy', grant: 'contain', why: 'Deny everything' },
  { action: 'iam:DeleteUserPolicy', grant: 'contain', why: 'Undo' },
  { action: 'iam:UpdateAccessKey', grant: 'contain', why: 'Switch keys off, and on again at undo' },
];

export const iamDenyAllManifest: ActionManifest<typeof parameters> = {
  id: 'aws/iam-deny-all',
  title: 'Deny all to an IAM principal',
  provider: 'aws',
  does: 'Adds an inline policy that denies everything, refuses sessions issued before now, and switches access keys of a user off.',
  parameters,
  hints: {
    principalType: { label: 'Kind', help: 'A role, or a user.' },
    name: { label: 'Name', help: 'Without path.' },
    accessKeyIds: { label: 'Keys to switch off', help: 'Of a user; empty: every active key.' },
    compromisedKeyIds: {
      label: 'Keys the attacker holds',
      help: 'Undo leaves these off: it never returns what the attacker held.',
    },
  },
  targets: ['role', 'user'],
  permissions,
  volatileSources: [],
  restores: ['Inline policies as recorded', 'Access keys that were active, except those the attacker holds'],
  cannotRestore: ['Sessions refused: undo re-stamps the refusal to its own moment, so that stolen ones stay dead'],
  proof: [{ where: 'range', note: 'role and user of the staged incident, evaluated by the range’s own policy engine' }],
};
