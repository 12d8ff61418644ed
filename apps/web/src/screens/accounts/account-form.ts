import { type Grant, grants } from '@virga/domain';

export type AccountKind = 'single' | 'organization' | 'log-archive';
export type CredentialKind = 'role' | 'temporary' | 'static';

/** What the register form holds, as typed. There is no endpoint: only server settings know one (security.md). */
export interface AccountForm {
  name: string;
  externalAccountId: string;
  kind: AccountKind;
  credentialKind: CredentialKind;
  roleArns: Partial<Record<Grant, string>>;
  regions: string[];
  organizationId: string;
  logArchiveId: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  credentialExpiresAt: string;
}

export const emptyForm: AccountForm = {
  name: '',
  externalAccountId: '',
  kind: 'single',
  credentialKind: 'role',
  roleArns: {},
  regions: [],
  organizationId: '',
  logArchiveId: '',
  accessKeyId: '',
  secretAccessKey: '',
  sessionToken: '',
  credentialExpiresAt: '',
};

export const roleArnPattern = /^arn:aws[a-z-]*:iam::(\d{12}):role\/[\w+=,.@/-]{1,512}$/;
const regionPattern = /^[a-z]{2}(-[a-z]+)+-\d$/;
const timePattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;

export type Faults = Partial<Record<keyof AccountForm | Grant, string>>;

/** The request and a sentence per faulty field; the request is right only without faults. */
export function readAccountForm(form: AccountForm) {
  const faults: Faults = {};
  const account = form.externalAccountId.trim();
  if (form.name.trim() === '') faults.name = 'This is needed.';
  if (!/^\d{12}$/.test(account)) faults.externalAccountId = 'Twelve digits, without dashes.';
  if (form.regions.length === 0) faults.regions = 'At least one region.';
  const oddRegion = form.regions.find((region) => !regionPattern.test(region));
  if (oddRegion) faults.regions = `“${oddRegion}” is not a region such as eu-central-1.`;
  if (form.organizationId.trim() && !/^o-[a-z0-9]{10,32}$/.test(form.organizationId.trim()))
    faults.organizationId = 'An organisation id, as in o-a1b2c3d4e5.';
  const roleArns = readRoleArns(form.roleArns, account, faults);
  const hasKeys = [form.accessKeyId, form.secretAccessKey].some((text) => text.trim() !== '');
  // Roles are taken by an identity of ours, whose keys may come later; other kinds are nothing but their keys.
  const keys = form.credentialKind !== 'role' || hasKeys ? readKeys(form, faults) : {};
  return {
    faults,
    request: {
      provider: 'aws' as const,
      name: form.name.trim(),
      externalAccountId: account,
      kind: form.kind,
      credentialKind: form.credentialKind,
      roleArns,
      regions: form.regions,
      ...(form.kind === 'organization' && form.organizationId.trim()
        ? { organizationId: form.organizationId.trim() }
        : {}),
      ...(form.kind !== 'log-archive' && form.logArchiveId ? { logArchiveId: form.logArchiveId } : {}),
      ...keys,
    },
  };
}

/** Roles typed so far; each must belong to the account itself. */
export function readRoleArns(typed: AccountForm['roleArns'], account: string, faults: Faults) {
  const roleArns: Partial<Record<Grant, string>> = {};
  for (const grant of grants) {
    const arn = typed[grant]?.trim() ?? '';
    if (arn === '') continue;
    const owner = roleArnPattern.exec(arn)?.[1];
    if (!owner) faults[grant] = 'An ARN of a role, as in arn:aws:iam::123456789012:role/name.';
    else if (owner !== account) faults[grant] = `This role is of account ${owner}.`;
    else roleArns[grant] = arn;
  }
  return roleArns;
}

function readKeys(form: AccountForm, faults: Faults) {
  const isTemporary = form.credentialKind === 'temporary';
  if (form.accessKeyId.trim().length < 16) faults.accessKeyId = 'At least 16 characters.';
  if (form.secretAccessKey.trim().length < 16) faults.secretAccessKey = 'At least 16 characters.';
  if (isTemporary && form.sessionToken.trim() === '') faults.sessionToken = 'Temporary credentials have one.';
  const expires = form.credentialExpiresAt.trim();
  if (isTemporary && expires && !timePattern.test(expires)) faults.credentialExpiresAt = 'As in 2026-10-01T12:00:00Z.';
  return {
    secrets: {
      accessKeyId: form.accessKeyId.trim(),
      secretAccessKey: form.secretAccessKey.trim(),
      ...(isTemporary ? { sessionToken: form.sessionToken.trim() } : {}),
    },
    ...(isTemporary && expires ? { credentialExpiresAt: expires } : {}),
  };
}
