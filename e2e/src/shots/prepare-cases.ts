import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { callApi, stagedCaseId, waitUntilFilled } from '../page/api.ts';
import { nastyMarker, nastyRecords } from './nasty-records.ts';

type Sessions = Record<'admin' | 'lead' | 'analyst', BrowserContextOptions['storageState']>;

export interface PreparedCases {
  full: string;
  empty: string;
  /** Query that finds the rows with awkward values. */
  marker: string;
}

/**
 * The staged case, once it is filled: rows marked and commented, a file of awkward records dropped on it, containment that
 * waits for approval, a report; and a second case with nothing in it.
 */
export async function prepareCases(browser: Browser, address: string, sessions: Sessions): Promise<PreparedCases> {
  const lead = await browser.newContext({ baseURL: address, storageState: sessions.lead });
  const page = await lead.newPage();
  const full = await stagedCaseId(page);
  await waitUntilFilled(page, full);
  await markRows(page, full);
  await dropNastyFile(page, full);
  await callApi(page, 'POST', `/cases/${full}/notes`, {
    kind: 'decision',
    text: 'The key is left active until the snapshot is sealed.',
    reason: 'Cutting it first would tell the attacker.',
  });
  const analyst = await browser.newContext({ baseURL: address, storageState: sessions.analyst });
  await proposeContainment(await analyst.newPage(), full);
  await callApi(page, 'POST', `/cases/${full}/reports`, {});
  const { id: empty } = await callApi<{ id: string }>(page, 'POST', '/cases', { title: 'Nothing collected yet' });
  await Promise.all([lead.close(), analyst.close()]);
  return { full, empty, marker: nastyMarker };
}

async function markRows(page: Page, caseId: string): Promise<void> {
  const found = await search(page, caseId, 'severity:(high OR critical)', 12);
  const ids = found.map(({ id }) => id);
  expect(ids.length, 'loud rows of the staged case').toBeGreaterThan(3);
  const mark = (change: Record<string, unknown>, eventIds: string[]) =>
    callApi(page, 'POST', `/cases/${caseId}/annotations`, { change, rows: { eventIds } });
  await mark({ starred: true, verdict: 'bad', addTags: ['attacker'] }, ids);
  await mark({ verdict: 'suspicious' }, ids.slice(0, 2));
}

async function dropNastyFile(page: Page, caseId: string): Promise<void> {
  const [incident] = await search(page, caseId, 'severity:critical', 1);
  await page.goto(`/cases/${caseId}/evidence`);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose files' }).click(),
  ]);
  const buffer = Buffer.from(nastyRecords(new Date(incident?.time ?? Date.now())));
  await chooser.setFiles([{ name: 'handed-over-by-the-customer.json', mimeType: 'application/json', buffer }]);
  await expect(async () => {
    expect((await search(page, caseId, nastyMarker, 10)).length).toBeGreaterThan(3);
  }).toPass({ timeout: 90_000, intervals: [1000] });
}

/** A plan made by a job and submitted: what a lead sees waiting. */
async function proposeContainment(page: Page, caseId: string): Promise<void> {
  const { items } = await callApi<{ items: { accountId: string; region: string; resourceId: string; name: string }[] }>(
    page,
    'GET',
    `/cases/${caseId}/inventory?kind=instance&presence=live&text=shop-web-1`,
  );
  const target = items[0];
  if (!target) throw new Error('the staged instance is not in the inventory');
  const { accountId, region, resourceId } = target;
  const parameters = { instanceId: resourceId, region };
  const draft = { kind: 'aws/ec2-isolate', accountId, region, target: resourceId, parameters };
  const { id } = await callApi<{ id: string }>(page, 'POST', `/cases/${caseId}/actions`, draft);
  let planHash = '';
  await expect(async () => {
    const action = await callApi<{ planHash: string | null }>(page, 'GET', `/cases/${caseId}/actions/${id}`);
    planHash = action.planHash ?? '';
    expect(planHash).not.toBe('');
  }).toPass({ timeout: 60_000, intervals: [1000] });
  await callApi(page, 'POST', `/cases/${caseId}/actions/${id}/submit`, {
    planHash,
    gateReason: 'Memory cannot be read here: the instance has no agent.',
  });
}

async function search(page: Page, caseId: string, query: string, limit: number) {
  const path = `/cases/${caseId}/timeline/search`;
  return (await callApi<{ items: { id: string; time: string }[] }>(page, 'POST', path, { query, limit })).items;
}
