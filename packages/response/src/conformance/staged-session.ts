import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AwsSession, openAwsSession } from '@virga/cloud/aws';
import { type Grant, nowMicros } from '@virga/domain';
import { accountTemplate } from '@virga/sources/catalog';
import { startRange, type TestRange } from '@virga/testing';
import { containNeeds } from '../catalog.ts';
import type { ActionContext } from '../kit/action.ts';

interface Ready {
  url: string;
  controlUrl: string;
  controlToken: string;
  platform: { accessKeyId: string; secretAccessKey: string; userArn: string };
  accounts: { accountId: string; role: string }[];
}

interface Truth {
  compromisedInstance: { id: string; accountId: string; region: string };
  leakedKey: { accessKeyId: string; userName: string; accountId: string };
}

export interface Staged {
  range: TestRange;
  truth: Truth;
  /** Reads what the range's control plane knows, for example `connections`. */
  control(path: string): Promise<unknown>;
  /** A context of the action, with our generated template installed: what it lacks is denied. */
  context<P>(parameters: P, actionId: string): ActionContext<P>;
  stop(): Promise<void>;
}

const grantOf: Record<string, Grant> = {
  CollectRead: 'collect-read',
  CollectWrite: 'collect-write',
  CollectLive: 'collect-live',
  Contain: 'contain',
};

/** The range with our roles in the production account, for tests of actions. Fast clocks, so that a group acts within seconds. */
export async function stagedSession(args: string[] = []): Promise<Staged> {
  const range = await startRange({ args: ['--size', 'small', '--unhealthy-seconds', '2', ...args] });
  const ready = range.ready as unknown as Ready;
  const truth = JSON.parse(readFileSync(join(range.dataDir, 'truth.json'), 'utf8')) as Truth;
  const externalId = 'staged-session-of-a-test';
  const accountId = truth.compromisedInstance.accountId;
  const headers = { authorization: `Bearer ${ready.controlToken}`, 'content-type': 'application/json' };
  const parameters = { PlatformPrincipalArn: ready.platform.userArn, ExternalId: externalId };
  const body = JSON.stringify({ accountId, template: accountTemplate(containNeeds), parameters });
  const deployed = await fetch(`${ready.controlUrl}/deploy`, { method: 'POST', headers, body });
  if (!deployed.ok) throw new Error(await deployed.text());
  const { roles } = (await deployed.json()) as { roles: { logicalId: string; arn: string }[] };
  const sessions: AwsSession[] = [];
  return {
    range,
    truth,
    control: async (path) => (await fetch(`${ready.controlUrl}/${path}`, { headers })).json(),
    context(given, actionId) {
      const session = openAwsSession({
        account: { externalAccountId: accountId, partition: 'aws', staged: true },
        credentials: {
          kind: 'role',
          base: { accessKeyId: ready.platform.accessKeyId, secretAccessKey: ready.platform.secretAccessKey },
          roleArns: Object.fromEntries(roles.map((role) => [grantOf[role.logicalId], role.arn])),
          externalId,
        },
        endpoint: { url: ready.url },
        sessionName: 'v-test',
        approvalId: actionId,
      });
      sessions.push(session);
      return {
        actionId,
        parameters: given,
        region: truth.compromisedInstance.region,
        account: { externalAccountId: accountId, name: 'Range production' },
        session,
        protectedTargets: roles.map((role) => role.arn),
        nowMicros,
        log: async () => undefined,
        signal: AbortSignal.timeout(120_000),
      };
    },
    async stop() {
      for (const session of sessions) session.close();
      await range.stop();
    },
  };
}
