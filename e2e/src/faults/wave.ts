import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { cloudTrailFile } from './cloudtrail-file.ts';
import type { House } from './house.ts';
import { Refused } from './person.ts';
import type { SeededRandom } from './seeded-random.ts';
import { sendUpload } from './send-upload.ts';

/** What an analyst does in one case: four acquisitions, an inventory, a report, an export. */
export interface Wave {
  title: string;
  caseId: string;
  /** By what was asked for; each was asked for once. */
  acquisitions: Map<string, string>;
  uploadsResumed: number;
  inventoriesAsked: number;
  reportId: string;
  /** Whole bag as it was downloaded. */
  bag: Buffer;
}

interface Row {
  id: string;
  target: string;
  state: string;
  errorCode: string | null;
  errorMessage: string | null;
}

interface Listed<T> {
  items: T[];
}

const over = ['done', 'failed', 'cancelled'];

export async function runWave(house: House, title: string, random: SeededRandom): Promise<Wave> {
  const { lead } = house;
  const accountId = await productionAccount(house);
  const { id: caseId } = await lead.once(
    () => lead.ask<Listed<{ id: string; title: string }>>('GET', '/cases?status=all&limit=200').then(byTitle(title)),
    () => lead.ask<{ id: string }>('POST', '/cases', { title, accountIds: [accountId] }),
  );
  const acquisitions = new Map<string, string>();
  let uploadsResumed = 0;
  const start = (name: string, sourceId: string, parameters: Record<string, unknown>) => async () => {
    const body = { sourceId, accountId, parameters, target: name };
    acquisitions.set(name, await askOnce(house, caseId, name, `/cases/${caseId}/acquisitions`, body));
  };
  const upload = async () => {
    const batchId = randomUUID();
    const bytes = cloudTrailFile(2000);
    uploadsResumed = (await sendUpload(lead, { caseId, batchId, name: 'handed-over.json', bytes })).resumed;
    const files = [{ name: 'handed-over.json', sizeBytes: String(bytes.length) }];
    const path = `/cases/${caseId}/upload-batches/${batchId}/seal`;
    acquisitions.set('upload', await askOnce(house, caseId, 'upload', path, { title: 'upload', files }));
  };
  const { disk, trail, metadata } = whatToCollect(house);
  let inventoriesAsked = 0;
  const inventory = async () => {
    inventoriesAsked = await takeInventory(house, caseId, accountId);
  };
  const work = [
    start('disk', 'aws/ec2-disk', disk),
    start('trail', 'aws/cloudtrail', trail),
    start('metadata', 'aws/ec2-metadata', metadata),
    upload,
    inventory,
  ];
  await Promise.all(random.shuffled(work).map((one, index) => pause(index * random.between(50, 500)).then(one)));
  await untilOver(house, caseId);
  const reportId = await writeReport(house, caseId);
  const bag = await downloadBag(house, caseId);
  return { title, caseId, acquisitions, uploadsResumed, inventoriesAsked, reportId, bag };
}

/**
 * A window that ended the day before the product began: what we do ourselves is not in it, and neither are the digests that
 * the range still delivers while the run goes on (they are listed by whole days).
 */
function whatToCollect({ staged }: House) {
  const { id: instanceId, region, dataVolume } = staged.compromisedInstance;
  const dayMs = 86_400_000;
  const to = Math.floor(Date.parse(staged.now) / dayMs) * dayMs - 4 * 3_600_000;
  const from = new Date(to - 48 * 3_600_000).toISOString();
  return {
    disk: { instanceId, region, volumeIds: [dataVolume] },
    trail: { mode: 'trail', from, to: new Date(to).toISOString(), trail: 'org-trail' },
    metadata: { instanceId, region },
  };
}

async function productionAccount({ lead, staged }: House): Promise<string> {
  const { items } = await lead.read<Listed<{ id: string; externalAccountId: string; kind: string }>>('/accounts');
  const account = items.find(
    (row) => row.externalAccountId === staged.compromisedInstance.accountId && row.kind === 'single',
  );
  if (!account) throw new Error('the production account is not listed');
  return account.id;
}

const byTitle =
  (title: string) =>
  ({ items }: Listed<{ id: string; title: string }>) =>
    items.find((row) => row.title === title);

async function askOnce(house: House, caseId: string, name: string, path: string, body: object): Promise<string> {
  const row = await house.lead.once(
    async () => (await acquisitionsOf(house, caseId)).find(({ target }) => target === name),
    () => house.lead.ask<Row>('POST', path, body),
  );
  return row.id;
}

export async function acquisitionsOf({ lead }: House, caseId: string): Promise<Row[]> {
  return (await lead.read<Listed<Row>>(`/cases/${caseId}/acquisitions?limit=100`)).items;
}

/** Waits as long as anything moves; nothing that moves for this long is a hang. */
const stillMs = 420_000;

async function untilOver(house: House, caseId: string): Promise<void> {
  let last = '';
  for (let movedAt = Date.now(); ; await pause(1000)) {
    const rows = await acquisitionsOf(house, caseId);
    if (rows.every(({ state }) => over.includes(state))) return;
    const now = JSON.stringify(rows);
    if (now !== last) movedAt = Date.now();
    last = now;
    if (Date.now() - movedAt > stillMs) throw new Error(`nothing moved for ${stillMs / 1000} s: ${now}`);
  }
}

/** Asked again when the cloud's weather ended it, as its screen offers. Returns how often it was asked for. */
async function takeInventory({ lead }: House, caseId: string, accountId: string): Promise<number> {
  interface Run {
    id: string;
    state: string;
    accountId?: string;
  }
  const path = `/cases/${caseId}/inventory/runs`;
  for (let asked = 1; ; asked++) {
    const before = new Set((await lead.read<Listed<Run>>(path)).items.map(({ id }) => id));
    const { id } = await lead.once(
      async () => (await lead.ask<Listed<Run>>('GET', path)).items.find((run) => !before.has(run.id)),
      () => lead.ask<Run>('POST', path, { accountId }),
    );
    for (const end = Date.now() + stillMs; ; await pause(1000)) {
      const run = (await lead.read<Listed<Run>>(path)).items.find((one) => one.id === id);
      if (run?.state === 'done') return asked;
      if (run?.state === 'failed') break;
      if (Date.now() > end) throw new Error(`the inventory ${id} never ended: ${JSON.stringify(run)}`);
    }
    if (asked === 10) throw new Error('ten inventories failed');
  }
}

async function writeReport({ lead }: House, caseId: string): Promise<string> {
  interface Report {
    id: string;
    files: unknown[];
  }
  const path = `/cases/${caseId}/reports`;
  const reports = async () => (await lead.read<Listed<Report>>(path)).items;
  const { id } = await lead.once(
    async () => (await reports())[0],
    () => lead.ask<Report>('POST', path, {}),
  );
  for (const end = Date.now() + stillMs; Date.now() < end; await pause(1000))
    if ((await reports()).find((report) => report.id === id)?.files.length === 3) return id;
  throw new Error(`report ${id} was never rendered`);
}

/** Everything but the disk image, whose bag would be as large as the disk. A bag that breaks off is asked for again. */
async function downloadBag({ lead }: House, caseId: string): Promise<Buffer> {
  const { items } = await lead.read<Listed<{ id: string; kind: string; state: string }>>(
    `/cases/${caseId}/evidence?limit=100`,
  );
  const ids = items.filter((item) => item.kind === 'pack').map(({ id }) => id);
  return lead.patiently(async () => {
    const path = `/api/v1/cases/${caseId}/bag?evidenceIds=${ids.join(',')}`;
    try {
      return Buffer.from(await (await lead.send('GET', path)).arrayBuffer());
    } catch (thrown) {
      if (!(thrown instanceof Refused) || thrown.code !== 'session.step_up') throw thrown;
      await lead.confirm();
      return Buffer.from(await (await lead.send('GET', path)).arrayBuffer());
    }
  });
}
