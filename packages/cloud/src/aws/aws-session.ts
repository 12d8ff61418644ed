import { AutoScaling } from '@aws-sdk/client-auto-scaling';
import { CloudTrail } from '@aws-sdk/client-cloudtrail';
import { EBS } from '@aws-sdk/client-ebs';
import { EC2 } from '@aws-sdk/client-ec2';
import { IAM } from '@aws-sdk/client-iam';
import { Organizations } from '@aws-sdk/client-organizations';
import { S3 } from '@aws-sdk/client-s3';
import { SSM } from '@aws-sdk/client-ssm';
import { STS } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentityProvider, MetadataBearer, MiddlewareStack } from '@smithy/types';
import { AppError, type Grant } from '@virga/domain';
import { type AwsAccount, type AwsCredentials, checkRange, globalRegion } from './aws-account.ts';
import { type ClientSettings, clientOptions, s3Options } from './client-options.ts';
import type { CloudCall } from './cloud-call.ts';
import { type GrantSettings, grantCredentials } from './grant-credentials.ts';
import { type Observation, observeCalls } from './observe-calls.ts';

export interface AwsSessionSettings {
  account: AwsAccount;
  credentials: AwsCredentials;
  /** The range's address, from server settings; null for the real cloud. */
  endpoint: { url: string } | null;
  /** RoleSessionName, opaque: it stands in the customer's CloudTrail. */
  sessionName: string;
  /** Session policy (JSON text) for a grant, made from the source's manifest; null: the role's own rights. */
  sessionPolicy?: (grant: Grant) => string | null;
  /** Without one the contain grant is refused. */
  approvalId?: string | null;
  signal?: AbortSignal | null;
  /** Every attempt of every call: for our footprint, custody and the clock offset. */
  onCall?: (call: CloudCall) => void;
}

/** Clients of one account: made once per service, region and grant. Every failure is an AppError. */
export interface AwsSession {
  readonly account: AwsAccount;
  /** Region that answers for IAM, STS and Organizations. */
  readonly globalRegion: string;
  readonly credentialKind: AwsCredentials['kind'];
  hasGrant(grant: Grant): boolean;
  /** ARN of the role behind a grant; null with keys of our own. */
  roleArn(grant: Grant): string | null;
  ec2(region: string, grant?: Grant): EC2;
  ebs(region: string, grant?: Grant): EBS;
  s3(region: string, grant?: Grant): S3;
  ssm(region: string, grant?: Grant): SSM;
  autoScaling(region: string, grant?: Grant): AutoScaling;
  cloudTrail(region: string, grant?: Grant): CloudTrail;
  sts(grant?: Grant): STS;
  iam(grant?: Grant): IAM;
  organizations(grant?: Grant): Organizations;
  /** Closes the sockets; the session is not used afterwards. */
  close(): void;
}

/**
 * Opens a session with explicit credentials only: no default chain, environment, shared files or metadata service.
 * Throws `cloud.range_mismatch` when a staged account has no range endpoint or a real account has one.
 */
export function openAwsSession(settings: AwsSessionSettings): AwsSession {
  const { account, endpoint, credentials } = settings;
  checkRange(account, endpoint);
  if (!/^\d{12}$/.test(account.externalAccountId))
    throw new AppError({ code: 'request.invalid', message: 'An AWS account id has twelve digits.' });
  return new ExplicitSession({
    account,
    endpoint,
    credentials,
    sessionName: settings.sessionName,
    sessionPolicy: settings.sessionPolicy ?? (() => null),
    approvalId: settings.approvalId ?? null,
    signal: settings.signal ?? null,
    onCall: settings.onCall ?? (() => undefined),
  });
}

type Observed = ClientSettings & Observation;

interface Client {
  destroy(): void;
}

class ExplicitSession implements AwsSession {
  readonly account: AwsAccount;
  readonly globalRegion: string;
  readonly credentialKind: AwsCredentials['kind'];
  readonly #settings: GrantSettings;
  readonly #credentials = new Map<Grant, AwsCredentialIdentityProvider>();
  readonly #clients = new Map<string, Client>();

  constructor(settings: GrantSettings) {
    this.account = settings.account;
    this.globalRegion = globalRegion(settings.account.partition);
    this.credentialKind = settings.credentials.kind;
    this.#settings = settings;
  }

  hasGrant(grant: Grant): boolean {
    if (grant === 'contain' && this.#settings.approvalId === null) return false;
    const { credentials } = this.#settings;
    return credentials.kind !== 'role' || credentials.roleArns[grant] !== undefined;
  }

  roleArn(grant: Grant): string | null {
    const { credentials } = this.#settings;
    return credentials.kind === 'role' ? (credentials.roleArns[grant] ?? null) : null;
  }

  ec2(region: string, grant?: Grant): EC2 {
    return this.#client('ec2', region, grant, (given) => {
      const client = new EC2(clientOptions(given));
      return observed(client, client.middlewareStack, given);
    });
  }
  ebs(region: string, grant?: Grant): EBS {
    return this.#client('ebs', region, grant, (given) => {
      const client = new EBS(clientOptions(given));
      return observed(client, client.middlewareStack, given);
    });
  }
  s3(region: string, grant?: Grant): S3 {
    return this.#client('s3', region, grant, (given) => {
      const client = new S3(s3Options(given));
      return observed(client, client.middlewareStack, given);
    });
  }
  ssm(region: string, grant?: Grant): SSM {
    return this.#client('ssm', region, grant, (given) => {
      const client = new SSM(clientOptions(given));
      return observed(client, client.middlewareStack, given);
    });
  }
  autoScaling(region: string, grant?: Grant): AutoScaling {
    return this.#client('autoscaling', region, grant, (given) => {
      const client = new AutoScaling(clientOptions(given));
      return observed(client, client.middlewareStack, given);
    });
  }
  cloudTrail(region: string, grant?: Grant): CloudTrail {
    return this.#client('cloudtrail', region, grant, (given) => {
      const client = new CloudTrail(clientOptions(given));
      return observed(client, client.middlewareStack, given);
    });
  }
  sts(grant?: Grant): STS {
    return this.#client('sts', this.globalRegion, grant, (given) => {
      const client = new STS(clientOptions(given));
      return observed(client, client.middlewareStack, given);
    });
  }
  iam(grant?: Grant): IAM {
    return this.#client('iam', this.globalRegion, grant, (given) => {
      const client = new IAM(clientOptions(given));
      return observed(client, client.middlewareStack, given);
    });
  }
  organizations(grant?: Grant): Organizations {
    return this.#client('organizations', this.globalRegion, grant, (given) => {
      const client = new Organizations(clientOptions(given));
      return observed(client, client.middlewareStack, given);
    });
  }

  close(): void {
    for (const client of this.#clients.values()) client.destroy();
    this.#clients.clear();
  }

  #client<C extends Client>(
    service: string,
    region: string,
    grant: Grant = 'collect-read',
    make: (settings: Observed) => C,
  ): C {
    const key = `${service} ${region} ${grant}`;
    const existing = this.#clients.get(key);
    // The key names the service, so the client under it is of the class that `make` builds.
    if (existing) return existing as C;
    const { endpoint, signal, onCall, account } = this.#settings;
    const credentials = this.#credentialsOf(grant);
    const accountId = account.externalAccountId;
    const isRenewable = this.credentialKind === 'role';
    const client = make({ service, region, grant, endpoint, signal, credentials, onCall, accountId, isRenewable });
    this.#clients.set(key, client);
    return client;
  }

  #credentialsOf(grant: Grant): AwsCredentialIdentityProvider {
    const existing = this.#credentials.get(grant);
    if (existing) return existing;
    const provider = grantCredentials(this.#settings, grant);
    this.#credentials.set(grant, provider);
    return provider;
  }
}

function observed<C, Input extends object, Output extends MetadataBearer>(
  client: C,
  stack: MiddlewareStack<Input, Output>,
  given: Observed,
): C {
  observeCalls(stack, given);
  return client;
}
