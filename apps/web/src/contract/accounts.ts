import { grants } from '@virga/domain';
import { z } from 'zod';
import { done, id, isoTime, listOf, shortText } from './fields.ts';
import { procedure } from './procedure.ts';

export const grantName = z.enum(grants);
export const accountKind = z.enum(['single', 'organization', 'log-archive']);
export const credentialKind = z.enum(['role', 'temporary', 'static']);
const awsAccountId = z.string().regex(/^\d{12}$/);
const roleArn = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/);
const roleArns = z.partialRecord(grantName, roleArn);
const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/);
/** Sealed on arrival; the web app cannot open them and no answer ever carries them. */
const secrets = z.object({
  accessKeyId: z.string().min(16).max(128),
  secretAccessKey: z.string().min(16).max(256),
  sessionToken: z.string().max(8192).optional(),
});

export const accountRow = z.object({
  id,
  provider: z.string(),
  name: z.string(),
  /** AWS account id. */
  externalAccountId: z.string(),
  kind: accountKind,
  /** The range's account: every screen that shows its data says so. */
  staged: z.boolean(),
  regions: z.array(z.string()),
  credentialKind,
  credentialExpiresAt: isoTime.nullable(),
  /** Grants that are set up; a missing one disables its buttons. */
  grants: z.array(grantName),
  disabledAt: isoTime.nullable(),
  /** How many cases it serves. */
  cases: z.number().int(),
  lastTest: z.object({ id, state: z.string(), createdAt: isoTime, finishedAt: isoTime.nullable() }).nullable(),
});

export const accountMember = z.object({
  externalAccountId: z.string(),
  name: z.string(),
  status: z.string(),
  regions: z.record(z.string(), z.object({ state: z.string(), detail: z.string().optional() })),
  updatedAt: isoTime,
});

/** What one test of the connection found; `result` is null until it is done. */
export const connectionTest = z.object({
  id,
  state: z.enum(['queued', 'running', 'done', 'failed']),
  createdAt: isoTime,
  finishedAt: isoTime.nullable(),
  result: z.record(z.string(), z.json()).nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
});

export const accountDetail = accountRow.extend({
  members: z.array(accountMember),
  /** Only for those who manage accounts. */
  management: z
    .object({
      externalId: z.string(),
      roleArns: z.record(z.string(), z.string()),
      organizationId: z.string().nullable(),
      logArchiveId: id.nullable(),
      createdAt: isoTime,
      /** Which secret fields are held (sealed); never their values. */
      secretFields: z.array(z.object({ field: z.string(), keyId: z.string(), updatedAt: isoTime })),
      /** Every case by its number: a title is case content. */
      cases: z.array(z.object({ id, number: z.number().int(), status: z.string(), grantedAt: isoTime.nullable() })),
      tests: z.array(connectionTest),
    })
    .nullable(),
});

const byAccount = z.object({ accountId: id });
const manage = { permission: 'account:manage', perMinute: 60 } as const;

export const accountsContract = {
  list: procedure
    .meta({ permission: 'account:list' })
    .route({ method: 'GET', path: '/accounts', summary: 'Cloud accounts one may use' })
    .output(listOf(accountRow)),
  get: procedure
    .meta({ permission: 'account:list' })
    .route({ method: 'GET', path: '/accounts/{accountId}', summary: 'One cloud account' })
    .input(byAccount)
    .output(accountDetail),
  register: procedure
    .meta(manage)
    .route({ method: 'POST', path: '/accounts', summary: 'Register a cloud account; the ExternalId is made here' })
    .input(
      z.object({
        provider: z.literal('aws'),
        name: shortText,
        externalAccountId: awsAccountId,
        kind: accountKind,
        credentialKind,
        roleArns: roleArns.default({}),
        regions: z.array(region).min(1).max(40),
        secrets: secrets.optional(),
        credentialExpiresAt: isoTime.optional(),
        organizationId: z
          .string()
          .regex(/^o-[a-z0-9]{10,32}$/)
          .optional(),
        logArchiveId: id.optional(),
      }),
    )
    .output(accountDetail),
  update: procedure
    .meta(manage)
    .route({ method: 'PATCH', path: '/accounts/{accountId}', summary: 'Change names, roles, regions or credentials' })
    .input(
      byAccount.extend({
        name: shortText.optional(),
        roleArns: roleArns.optional(),
        regions: z.array(region).min(1).max(40).optional(),
        secrets: secrets.optional(),
        credentialExpiresAt: isoTime.nullable().optional(),
        logArchiveId: id.nullable().optional(),
        disabled: z.boolean().optional(),
      }),
    )
    .output(accountDetail),
  template: procedure
    .meta({ permission: 'account:list' })
    .route({
      method: 'GET',
      path: '/accounts/{accountId}/template',
      summary: 'CloudFormation template of the roles, made from the manifests',
    })
    .input(byAccount.extend({ format: z.enum(['json', 'yaml']).default('yaml') }))
    .output(z.object({ fileName: z.string(), format: z.enum(['json', 'yaml']), text: z.string() })),
  test: procedure
    .meta(manage)
    .route({ method: 'POST', path: '/accounts/{accountId}/tests', summary: 'Test the connection (a job)' })
    .input(byAccount)
    .output(connectionTest),
  getTest: procedure
    .meta({ permission: 'account:list' })
    .route({ method: 'GET', path: '/accounts/{accountId}/tests/{testId}', summary: 'Result of one test' })
    .input(byAccount.extend({ testId: id }))
    .output(connectionTest),
  grant: procedure
    .meta(manage)
    .route({ method: 'PUT', path: '/accounts/{accountId}/cases/{caseId}', summary: 'Let a case use the account' })
    .input(byAccount.extend({ caseId: id }))
    .output(done),
  withdraw: procedure
    .meta(manage)
    .route({ method: 'DELETE', path: '/accounts/{accountId}/cases/{caseId}', summary: 'Take the account from a case' })
    .input(byAccount.extend({ caseId: id }))
    .output(done),
};
