import { z } from 'zod';
import type { Account, Estate, IamRole } from '../estate/types.ts';
import { checkPolicyText, MalformedPolicy } from '../policy/document.ts';
import { base32Text, deriveBytes } from '../wire/derived-values.ts';
import type { JsonValue } from '../wire/service.ts';
import { isConditionTrue, resolveTemplateValue, TemplateError, type TemplateScope } from './template-values.ts';

const json = z.record(z.string(), z.json());
const parameterSchema = z.looseObject({
  Type: z.string(),
  Default: z.union([z.string(), z.number()]).optional(),
  AllowedPattern: z.string().optional(),
  MinLength: z.coerce.number().optional(),
  AllowedValues: z.array(z.string()).optional(),
});
const templateSchema = z.looseObject({
  Parameters: z.record(z.string(), parameterSchema).optional(),
  Conditions: json.optional(),
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: json.optional(), Condition: z.string().optional() }),
  ),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.json(), Condition: z.string().optional() })).optional(),
});

/** Body of POST /_range/deploy: what the customer does when installing our template. */
export const deploySchema = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/),
  template: templateSchema,
  parameters: z.record(z.string(), z.string()).default({}),
  region: z.string().default('us-east-1'),
});

export type DeployRequest = z.infer<typeof deploySchema>;

const roleSchema = z.strictObject({
  RoleName: z.string().regex(/^[\w+=,.@-]{1,64}$/),
  Path: z.string().default('/'),
  Description: z.string().default(''),
  MaxSessionDuration: z.coerce.number().min(3600).max(43200).default(3600),
  AssumeRolePolicyDocument: json,
  Policies: z.array(z.strictObject({ PolicyName: z.string().min(1), PolicyDocument: json })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
  PermissionsBoundary: z.string().optional(),
  Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).default([]),
});

export interface DeployResult {
  roles: { logicalId: string; arn: string; roleId: string }[];
  outputs: Record<string, string>;
}

function parameterValues(request: DeployRequest): Record<string, JsonValue> {
  const declared = request.template.Parameters ?? {};
  for (const name of Object.keys(request.parameters)) {
    if (!declared[name]) throw new TemplateError(`Parameters: [${name}] do not exist in the template`);
  }
  const out: Record<string, JsonValue> = {
    'AWS::AccountId': request.accountId,
    'AWS::Region': request.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': 'range-stack',
  };
  for (const [name, definition] of Object.entries(declared)) {
    const given =
      request.parameters[name] ?? (definition.Default === undefined ? undefined : String(definition.Default));
    if (given === undefined) throw new TemplateError(`Parameters: [${name}] must have values`);
    if (definition.AllowedPattern !== undefined && !new RegExp(`^(?:${definition.AllowedPattern})$`).test(given)) {
      throw new TemplateError(
        `Parameter ${name} failed to satisfy constraint: must match pattern ${definition.AllowedPattern}`,
      );
    }
    if (definition.MinLength !== undefined && given.length < definition.MinLength) {
      throw new TemplateError(`Parameter ${name} must be at least ${definition.MinLength} characters long`);
    }
    if (definition.AllowedValues && !definition.AllowedValues.includes(given)) {
      throw new TemplateError(`Parameter ${name} must be one of ${definition.AllowedValues.join(', ')}`);
    }
    const isList = definition.Type === 'CommaDelimitedList' || definition.Type.startsWith('List<');
    out[name] = isList ? given.split(',').map((entry) => entry.trim()) : given;
  }
  return out;
}

function makeRole(properties: z.infer<typeof roleSchema>, account: Account, nowMs: number, secret: Buffer): IamRole {
  const name = properties.RoleName;
  const trustPolicy = JSON.stringify(properties.AssumeRolePolicyDocument);
  checkPolicyText(trustPolicy, 'trust');
  const inlinePolicies: Record<string, string> = {};
  for (const policy of properties.Policies) {
    const text = JSON.stringify(policy.PolicyDocument);
    checkPolicyText(text, 'identity');
    inlinePolicies[policy.PolicyName] = text;
  }
  return {
    name,
    path: properties.Path,
    id:
      account.iam.roles[name]?.id ??
      `AROA${base32Text(deriveBytes(secret, `${account.id}/${name}/${nowMs}`, 'role', 17))}`,
    arn: `arn:aws:iam::${account.id}:role${properties.Path}${name}`,
    createdAtMs: account.iam.roles[name]?.createdAtMs ?? nowMs,
    description: properties.Description,
    maxSessionDurationSeconds: properties.MaxSessionDuration,
    trustPolicy,
    isServiceLinked: false,
    inlinePolicies,
    attachedPolicyArns: properties.ManagedPolicyArns,
    ...(properties.PermissionsBoundary === undefined ? {} : { permissionsBoundaryArn: properties.PermissionsBoundary }),
    tags: Object.fromEntries(properties.Tags.map((tag) => [tag.Key, tag.Value])),
  };
}

function outputsOf(request: DeployRequest, scope: TemplateScope): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, output] of Object.entries(request.template.Outputs ?? {})) {
    if (output.Condition !== undefined && !scope.conditions[output.Condition]) continue;
    out[name] = String(resolveTemplateValue(output.Value as JsonValue, scope));
  }
  return out;
}

/**
 * Creates (or replaces, as a stack update does) the IAM roles of a CloudFormation template in an account of the estate.
 * Other resource types are refused: the range would otherwise grant less than the customer's account does.
 */
export function deployTemplate(estate: Estate, request: DeployRequest, nowMs: number, secret: Buffer): DeployResult {
  const account = estate.accounts[request.accountId];
  if (!account) throw new TemplateError(`The range has no account ${request.accountId}`);
  const scope: TemplateScope = { parameters: parameterValues(request), resources: {}, conditions: {} };
  for (const [name, condition] of Object.entries(request.template.Conditions ?? {})) {
    scope.conditions[name] = isConditionTrue(condition as JsonValue, scope);
  }
  const made: { logicalId: string; role: IamRole }[] = [];
  for (const [logicalId, resource] of Object.entries(request.template.Resources)) {
    if (resource.Condition !== undefined && !scope.conditions[resource.Condition]) continue;
    if (resource.Type !== 'AWS::IAM::Role')
      throw new TemplateError(`Template format error: ${resource.Type} is not modelled by the range`);
    const parsed = roleSchema.safeParse(resolveTemplateValue((resource.Properties ?? {}) as JsonValue, scope));
    if (!parsed.success) throw new TemplateError(`${logicalId}: ${z.prettifyError(parsed.error)}`);
    try {
      const role = makeRole(parsed.data, account, nowMs, secret);
      scope.resources[logicalId] = { ref: role.name, attributes: { Arn: role.arn, RoleId: role.id } };
      made.push({ logicalId, role });
    } catch (error) {
      if (error instanceof MalformedPolicy) throw new TemplateError(`${logicalId}: ${error.message}`);
      throw error;
    }
  }
  for (const { role } of made) account.iam.roles[role.name] = role;
  const roles = made.map(({ logicalId, role }) => ({ logicalId, arn: role.arn, roleId: role.id }));
  return { roles, outputs: outputsOf(request, scope) };
}
