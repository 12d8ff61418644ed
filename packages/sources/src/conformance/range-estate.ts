import { type AwsSession, type AwsSessionSettings, openAwsSession } from '@virga/cloud/aws';
import type { Grant } from '@virga/domain';
import { startRange, type TestRange } from '@virga/testing';
import { accountTemplate } from '../catalog.ts';

interface RangeReady {
  url: string;
  controlUrl: string;
  controlToken: string;
  platform: { accessKeyId: string; secretAccessKey: string; userArn: string };
  accounts: { accountId: string; name: string; role: string }[];
}

const externalId = 'virga-external-id-for-tests';
const outputs: Record<string, Grant> = {
  CollectReadArn: 'collect-read',
  CollectWriteArn: 'collect-write',
  CollectLiveArn: 'collect-live',
  ContainArn: 'contain',
};

/** A staged estate with our own template installed in its accounts, and sessions as the worker would open them. */
export class RangeEstate {
  readonly range: TestRange;
  readonly ready: RangeReady;
  readonly #roleArns = new Map<string, Partial<Record<Grant, string>>>();

  constructor(range: TestRange) {
    this.range = range;
    this.ready = range.ready as unknown as RangeReady;
  }

  static async start(args: string[] = []): Promise<RangeEstate> {
    const range = await startRange({ args: ['--size', 'small', '--seed', '7', '--snapshot-seconds', '1', ...args] });
    const estate = new RangeEstate(range);
    for (const role of ['production', 'log-archive', 'management']) await estate.deploy(estate.accountOf(role));
    return estate;
  }

  accountOf(role: string): string {
    const found = this.ready.accounts.find((account) => account.role === role);
    if (!found) throw new Error(`the range has no ${role} account`);
    return found.accountId;
  }

  async deploy(accountId: string): Promise<void> {
    const answer = await this.control('POST', '/deploy', {
      accountId,
      template: accountTemplate([]),
      parameters: { PlatformPrincipalArn: this.ready.platform.userArn, ExternalId: externalId },
    });
    const arns: Partial<Record<Grant, string>> = {};
    for (const [name, value] of Object.entries((answer as { outputs: Record<string, string> }).outputs)) {
      const grant = outputs[name];
      if (grant) arns[grant] = value;
    }
    this.#roleArns.set(accountId, arns);
  }

  session(role = 'production', more: Partial<AwsSessionSettings> = {}): AwsSession {
    return openAwsSession(this.settings(role, more));
  }

  settings(role = 'production', more: Partial<AwsSessionSettings> = {}): AwsSessionSettings {
    const accountId = this.accountOf(role);
    const { accessKeyId, secretAccessKey } = this.ready.platform;
    return {
      account: { externalAccountId: accountId, partition: 'aws', staged: true },
      credentials: {
        kind: 'role',
        base: { accessKeyId, secretAccessKey },
        roleArns: this.#roleArns.get(accountId) ?? {},
        externalId,
      },
      endpoint: { url: this.ready.url },
      sessionName: 'v-1',
      ...more,
    };
  }

  /** Id of an instance by its Name tag. */
  async instance(name: string, region = 'eu-west-1'): Promise<string> {
    const answer = await this.session()
      .ec2(region)
      .describeInstances({ Filters: [{ Name: 'tag:Name', Values: [name] }] });
    return answer.Reservations?.[0]?.Instances?.[0]?.InstanceId ?? '';
  }

  fault(fault: Record<string, unknown>): Promise<unknown> {
    return this.control('POST', '/faults', fault);
  }

  clearFaults(): Promise<unknown> {
    return this.control('DELETE', '/faults');
  }

  /** Operations the range has seen that it does not know: each is a call we make up. */
  async unknownCalls(): Promise<unknown[]> {
    return ((await this.control('GET', '/unknown')) as { unknown: unknown[] }).unknown;
  }

  async calls(): Promise<{ service: string; operation: string }[]> {
    return ((await this.control('GET', '/calls')) as { calls: { service: string; operation: string }[] }).calls;
  }

  stop(): Promise<void> {
    return this.range.stop();
  }

  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.ready.controlUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.ready.controlToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(json)}`);
    return json;
  }
}
