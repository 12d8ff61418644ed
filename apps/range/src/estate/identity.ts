/** IAM state of one account. Policy documents are kept as the JSON text that was put, byte for byte. */

/** A long-lived access key of a user. The secret is needed because the range verifies SigV4 signatures. */
export interface AccessKey {
  id: string;
  secret: string;
  status: 'Active' | 'Inactive';
  createdAtMs: number;
  lastUsed?: { atMs: number; serviceName: string; region: string };
}

export interface MfaDevice {
  serialNumber: string;
  enabledAtMs: number;
}

interface PolicyHolder {
  /** Policy name → document text. */
  inlinePolicies: Record<string, string>;
  attachedPolicyArns: string[];
}

export interface IamUser extends PolicyHolder {
  name: string;
  path: string;
  /** AIDA… */
  id: string;
  arn: string;
  createdAtMs: number;
  passwordLastUsedAtMs?: number;
  loginProfile?: { createdAtMs: number; passwordResetRequired: boolean };
  mfaDevices: MfaDevice[];
  groupNames: string[];
  accessKeys: AccessKey[];
  permissionsBoundaryArn?: string;
  tags: Record<string, string>;
}

export interface IamGroup extends PolicyHolder {
  name: string;
  path: string;
  /** AGPA… */
  id: string;
  arn: string;
  createdAtMs: number;
}

export interface IamRole extends PolicyHolder {
  name: string;
  path: string;
  /** AROA… */
  id: string;
  arn: string;
  createdAtMs: number;
  description: string;
  maxSessionDurationSeconds: number;
  /** The assume-role policy document. */
  trustPolicy: string;
  lastUsed?: { atMs: number; region: string };
  /** Path /aws-service-role/: it cannot be changed by IAM calls. */
  isServiceLinked: boolean;
  permissionsBoundaryArn?: string;
  tags: Record<string, string>;
}

export interface ManagedPolicyVersion {
  /** v1, v2, … */
  id: string;
  document: string;
  createdAtMs: number;
}

export interface ManagedPolicy {
  name: string;
  path: string;
  /** ANPA… */
  id: string;
  arn: string;
  description: string;
  createdAtMs: number;
  updatedAtMs: number;
  defaultVersionId: string;
  versions: ManagedPolicyVersion[];
}

export interface InstanceProfile {
  name: string;
  path: string;
  /** AIPA… */
  id: string;
  arn: string;
  createdAtMs: number;
  roleName?: string;
  tags: Record<string, string>;
}

/** What one account holds in IAM, each keyed by name (policies by ARN). */
export interface IamState {
  users: Record<string, IamUser>;
  groups: Record<string, IamGroup>;
  roles: Record<string, IamRole>;
  /** Customer managed policies; those of AWS are in `Estate.awsManagedPolicies`. */
  policies: Record<string, ManagedPolicy>;
  instanceProfiles: Record<string, InstanceProfile>;
  accountAlias?: string;
}

/** Temporary credentials handed out by STS (or by the instance metadata service), keyed by their ASIA… id. */
export interface TemporarySession {
  accessKeyId: string;
  secret: string;
  sessionToken: string;
  accountId: string;
  kind: 'role' | 'user';
  /** ARN of the role (kind role) or of the user (kind user, GetSessionToken). */
  principalArn: string;
  /** AROA…:sessionName or AIDA…. */
  principalId: string;
  sessionName?: string;
  sourceIdentity?: string;
  issuedAtMs: number;
  expiresAtMs: number;
  mfaAuthenticated: boolean;
  /** Session policy texts given with AssumeRole; they can only narrow. */
  sessionPolicies: string[];
  /** Set when the credentials came from an instance profile: CloudTrail's ec2RoleDelivery. */
  ec2RoleDelivery?: '1.0' | '2.0';
}
