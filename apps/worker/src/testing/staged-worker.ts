import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Acquisition, Case, CloudAccount, EvidenceItem, User } from '@virga/database';
import { newId } from '@virga/domain/ids';
import { checkoutFolder } from '@virga/runtime';
import { aCase, aUser, startRange, type TestDatabase, type TestRange, testDatabase } from '@virga/testing';
import { runAcquisition } from '../collect/run-acquisition.ts';
import { openCollectParts, openParts } from '../open-parts.ts';
import { runParse } from '../parse/run-parse.ts';
import type { CollectParts, Parts } from '../parts.ts';
import type { RangeFacts } from '../setup/range-file.ts';
import { stagedAccounts } from '../setup/staged-accounts.ts';
import type { StagedTruth } from './staged-truth.ts';

/**
 * Everything real: database with the runtime roles' own logins, jobs on it, the range as a process with our generated
 * template deployed, evidence in a folder. Acquisitions run in this process unless `worker` starts one.
 */
export class StagedWorker {
  readonly test: TestDatabase;
  readonly range: TestRange;
  readonly home: string;
  readonly truth: StagedTruth;
  readonly accounts: Map<string, CloudAccount>;
  readonly collect: CollectParts;
  readonly parse: Parts;
  readonly lead: User;
  readonly #children: ChildProcess[] = [];

  private constructor(
    stage: Pick<StagedWorker, 'test' | 'range' | 'home' | 'accounts' | 'collect' | 'parse' | 'lead'>,
  ) {
    this.test = stage.test;
    this.range = stage.range;
    this.home = stage.home;
    this.accounts = stage.accounts;
    this.collect = stage.collect;
    this.parse = stage.parse;
    this.lead = stage.lead;
    this.truth = JSON.parse(readFileSync(join(stage.range.dataDir, 'truth.json'), 'utf8')) as StagedTruth;
  }

  static async start(args: string[] = []): Promise<StagedWorker> {
    const home = mkdtempSync(join(tmpdir(), 'virga-test-worker-'));
    const ranged = ['--size', 'small', '--snapshot-seconds', '1', '--unhealthy-seconds', '2', ...args];
    const [test, range] = await Promise.all([testDatabase(), startRange({ args: ranged })]);
    const lead = await aUser(test.db, { role: 'lead' });
    const accounts = await stagedAccounts(test.db, home, range.ready as unknown as RangeFacts, lead.id);
    const collect = await openCollectParts(environmentOf(home, test.urls.appUrl), new AbortController().signal);
    const parse = await openParts('parse', environmentOf(home, test.urls.parseUrl), new AbortController().signal);
    return new StagedWorker({ test, range, home, accounts, collect, parse, lead });
  }

  account(role: string): CloudAccount {
    const account = this.accounts.get(role);
    if (!account) throw new Error(`the range has no ${role} account`);
    return account;
  }

  /** A case that was granted every account of the range. */
  async newCase(): Promise<Case> {
    const row = await aCase(this.test.db, { members: [this.lead] });
    const accounts = [...this.accounts.values()].filter((account) => account.kind !== 'log-archive');
    await this.test.db.prisma.caseAccount.createMany({
      data: accounts.map(({ id }) => ({ caseId: row.id, cloudAccountId: id, grantedById: this.lead.id })),
    });
    return row;
  }

  async ask(caseId: string, sourceId: string, parameters: object, role = 'production'): Promise<string> {
    const account = this.account(role);
    const { instanceId, region = null } = parameters as { instanceId?: string; region?: string };
    const row = await this.test.db.prisma.acquisition.create({
      data: {
        id: newId(),
        caseId,
        sourceId,
        target: instanceId ?? account.externalAccountId,
        region,
        cloudAccountId: account.id,
        parameters: parameters as never,
        requestedById: this.lead.id,
      },
    });
    return row.id;
  }

  /** Visits the acquisition until it is over; waits are not waited for in full. */
  async collectAll(acquisitionId: string, timeoutMs = 180_000): Promise<Acquisition> {
    const until = Date.now() + timeoutMs;
    for (;;) {
      await runAcquisition(this.collect, acquisitionId);
      const row = await this.row(acquisitionId);
      if (!['queued', 'running', 'waiting'].includes(row.state)) return row;
      if (Date.now() > until) throw new Error(`still ${row.state} at ${row.phase}: ${JSON.stringify(row.progress)}`);
      await pause(250);
    }
  }

  /** Runs what parse runs a case has; returns its items. */
  async parseAll(caseId: string): Promise<EvidenceItem[]> {
    const runs = await this.test.db.prisma.parseRun.findMany({ where: { caseId, state: 'queued' } });
    for (const run of runs) await runParse(this.parse, run.id);
    return this.items(caseId);
  }

  /** Asked, collected and parsed. */
  async acquire(caseId: string, sourceId: string, parameters: object): Promise<Acquisition> {
    const id = await this.ask(caseId, sourceId, parameters);
    await this.collectAll(id);
    await this.parseAll(caseId);
    return this.row(id);
  }

  row(id: string): Promise<Acquisition> {
    return this.test.db.prisma.acquisition.findUniqueOrThrow({ where: { id } });
  }

  items(caseId: string): Promise<EvidenceItem[]> {
    return this.test.db.prisma.evidenceItem.findMany({ where: { caseId }, orderBy: { number: 'asc' } });
  }

  /** The worker as `npm start` runs it: `node apps/worker/src/main.ts --role …`; resolves when it says that it is ready. */
  async worker(role: 'collect' | 'parse'): Promise<ChildProcess> {
    const program = join(checkoutFolder(), 'apps', 'worker', 'src', 'main.ts');
    const url = role === 'parse' ? this.test.urls.parseUrl : this.test.urls.appUrl;
    const child = spawn(process.execPath, [program, '--role', role], {
      cwd: checkoutFolder(),
      env: { ...process.env, ...environmentOf(this.home, url) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#children.push(child);
    await new Promise<void>((resolve, reject) => {
      child.stdout?.once('data', () => resolve());
      child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)));
    });
    return child;
  }

  /** Ids of snapshots in the range that carry this acquisition's tag. */
  async snapshotsOf(acquisitionId: string): Promise<string[]> {
    const estate = JSON.stringify(await this.control('GET', '/estate'));
    const { accounts } = JSON.parse(estate) as {
      accounts: Record<string, { regions: Record<string, { snapshots: Record<string, { id: string }> }> }>;
    };
    return Object.values(accounts)
      .flatMap((account) => Object.values(account.regions))
      .flatMap((region) => Object.values(region.snapshots))
      .filter((snapshot) => JSON.stringify(snapshot).includes(acquisitionId))
      .map((snapshot) => snapshot.id);
  }

  async control(method: string, path: string, body?: unknown): Promise<unknown> {
    const { controlUrl, controlToken } = this.range.ready as unknown as RangeFacts;
    const answer = await fetch(`${controlUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${controlToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.json();
  }

  async stop(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    for (const parts of [this.collect, this.parse]) {
      await parts.jobs.close();
      await parts.db.close();
    }
    await this.range.stop();
    await this.test.drop();
    rmSync(this.home, { recursive: true, force: true });
  }
}

function environmentOf(home: string, databaseUrl: string) {
  return {
    VIRGA_HOME: home,
    DATABASE_URL: databaseUrl,
    EVIDENCE_STORE: join(home, 'evidence'),
    EVIDENCE_STORE_REGION: 'us-east-1',
  };
}
