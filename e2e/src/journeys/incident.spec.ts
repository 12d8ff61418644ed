import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Download, Page } from '@playwright/test';
import { openAccountTest } from '../page/account-test.ts';
import { callApi, stagedCaseId } from '../page/api.ts';
import { expect, test } from '../page/fixtures.ts';
import { confirmPassword, signInAs } from '../page/sign-in.ts';
import { productFacts } from '../product/facts.ts';

const caseTitle = 'Access key used from an unknown network';

interface Truth {
  leakedKey: { accessKeyId: string };
  compromisedInstance: { id: string; region: string };
}

async function readTruth(): Promise<Truth> {
  return JSON.parse(await readFile(join(productFacts().home, 'range', 'truth.json'), 'utf8')) as Truth;
}

/** The staged incident from sign-in to report; the order of the steps is the journey, so the tests share one case. */
test.describe.configure({ mode: 'serial' });

test('an admin signs in and the connection of the production account is tested', async ({ page }) => {
  await signInAs(page, 'admin');
  await openAccountTest(page, 'Range production');
});

test('the lead signs in and the case fills by itself until every ledger is there', async ({ page }) => {
  test.setTimeout(180_000);
  await signInAs(page, 'lead');
  await expect(page.getByText('Range: staged data, no real account')).toBeVisible();
  await page.getByRole('table', { name: 'Cases' }).getByRole('link', { name: caseTitle }).click();
  await page.getByRole('navigation', { name: 'Case' }).getByRole('link', { name: 'Evidence' }).click();
  const acquisitions = page.getByRole('list', { name: 'Acquisitions' });
  await expect(acquisitions.getByText('CloudTrail', { exact: true })).toBeVisible();
  // No reload: what the worker does arrives by the live stream.
  await expect(acquisitions.getByText(/sealed and (balanced|parsed)/)).toHaveCount(3, { timeout: 120_000 });
  const items = page.getByRole('table', { name: 'Evidence items' });
  await expect(items.getByText('does not balance')).toHaveCount(0);
  await expect(items.getByText('✓ balances').first()).toBeVisible();
  await expect(page.getByText('✓ intact').first()).toBeVisible();
});

test('one query finds the calls of the leaked key; a row opens to its sealed record, marks undo', async ({ page }) => {
  const { leakedKey } = await readTruth();
  await signInAs(page, 'analyst');
  await page.goto(`/cases/${await stagedCaseId(page)}/timeline`);
  const grid = page.getByRole('grid', { name: 'Events' });
  const query = page.getByRole('combobox', { name: 'Query' });
  await query.fill(`credential:${leakedKey.accessKeyId} ip:203.0.113.0/24`);
  await query.press('Enter');
  await expect(page).toHaveURL(/q=/);
  const rows = grid.locator('[data-row]');
  await expect(grid).not.toHaveAttribute('data-stale');
  await expect(rows.first()).toContainText('203.0.113.66');
  await rows.first().click({ position: { x: 300, y: 14 } });
  const detail = page.locator('[data-detail]');
  await detail.getByRole('tab', { name: 'Raw' }).click();
  await expect(detail.getByText('hash checked')).toBeVisible();
  await expect(detail.locator('pre')).toContainText(`"accessKeyId": "${leakedKey.accessKeyId}"`);
  await detail.getByRole('button', { name: 'Star', exact: true }).click();
  await expect(detail.getByRole('button', { name: 'Unstar' })).toBeVisible();
  await detail.getByRole('button', { name: 'Tag', exact: true }).click();
  await page.getByRole('combobox', { name: 'Tags' }).fill('first use');
  await page.getByRole('dialog').getByRole('button', { name: 'Tag' }).click();
  await expect(detail.getByRole('button', { name: 'Remove the tag first use' })).toBeVisible();
  await detail.getByRole('tab', { name: /Notes/ }).click();
  await detail.getByLabel('Comment').fill('First use of the key from outside.');
  await detail.getByRole('button', { name: 'Add comment' }).click();
  await expect(detail.getByText('First use of the key from outside.')).toBeVisible();
  await detail.getByRole('button', { name: '✕ Bad' }).click();
  await expect(detail.getByRole('button', { name: '✕ Bad' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Your changes' }).click();
  const changes = page.getByRole('dialog', { name: 'Your last 50 changes' });
  await changes.getByRole('button', { name: /^Undo/ }).first().click();
  await expect(changes.getByText('undone')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(detail.getByRole('button', { name: '✕ Bad' })).toHaveAttribute('aria-pressed', 'false');
});

test('the instance is isolated by two people, verified, and restored exactly [F13.second-person] [F12.exact-undo]', async ({
  page,
  pageOf,
}) => {
  const { compromisedInstance } = await readTruth();
  await signInAs(page, 'analyst');
  const caseId = await stagedCaseId(page);
  await page.goto(`/cases/${caseId}/response`);
  await page.getByRole('button', { name: 'Propose containment' }).click();
  const form = page.getByRole('dialog', { name: 'Propose containment' });
  await form.getByRole('combobox', { name: 'Action' }).click();
  await page.getByRole('option', { name: /Isolate/ }).click();
  await chooseOption(page, form.getByRole('combobox', { name: 'Cloud account' }), /Range production/);
  await form.getByRole('combobox', { name: 'Target' }).fill(compromisedInstance.id);
  await page.keyboard.press('Escape');
  if (!(await form.isVisible())) throw new Error('Escape in the target field closed the whole form');
  await chooseOption(page, form.getByRole('combobox', { name: 'Region' }), compromisedInstance.region);
  await form.getByRole('button', { name: 'Make the plan' }).click();
  await expect(page.getByRole('table', { name: 'Exact change' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('region', { name: 'Who else is hit' })).toBeVisible();
  const gate = page.getByLabel('Why it is contained before that evidence is collected');
  if (await gate.isVisible()) await gate.fill('Memory cannot be read here: the instance has no agent.');
  await page.getByRole('button', { name: 'Submit for approval' }).click();

  const lead = await pageOf('lead');
  await lead.goto('/');
  await expect(lead.getByRole('region', { name: 'Waiting for approval' })).toContainText(caseTitle);
  await lead.getByRole('link', { name: 'Review' }).click();
  await lead.getByRole('button', { name: 'Approve this plan' }).click();
  const isolate = lead.getByRole('article').getByRole('button', { name: /^Isolate/ });
  await confirmPassword(lead, isolate);
  await isolate.click();
  const last = lead.getByRole('dialog').filter({ hasText: 'Leave it as it is' });
  await last.getByRole('button', { name: /Isolate/ }).click();
  await expect(lead.getByRole('region', { name: 'Verification' })).toBeVisible({ timeout: 45_000 });
  await expect(lead.getByRole('region', { name: 'Verification' }).getByText('✓').first()).toBeVisible();
  await lead.getByRole('button', { name: /^Undo/ }).first().click();
  await expect(lead.getByRole('region', { name: 'Undo', exact: true })).toBeVisible({ timeout: 45_000 });
  await expect.poll(async () => (await actionsOf(lead, caseId))[0]?.state, { timeout: 45_000 }).toMatch(/undone/);
});

test('the report cites the starred event and the hashes, as page, HTML, PDF and Markdown', async ({ page }) => {
  await signInAs(page, 'lead');
  const caseId = await stagedCaseId(page);
  const { items: starred } = await callApi<{ items: { id: string }[] }>(
    page,
    'POST',
    `/cases/${caseId}/timeline/search`,
    { query: 'starred:true', limit: 10 },
  );
  const { items: evidence } = await callApi<{ items: { sha256: string | null }[] }>(
    page,
    'GET',
    `/cases/${caseId}/evidence`,
  );
  await page.goto(`/cases/${caseId}/report`);
  await page.getByRole('button', { name: 'Create report' }).click();
  const versions = page.getByRole('table', { name: 'Reports' });
  await expect(versions.locator('a[href*="/files/"]')).toHaveCount(3, { timeout: 60_000 });
  const html = await downloaded(page, 'html');
  const markdown = await downloaded(page, 'markdown');
  for (const text of [html, markdown]) {
    expect(text).toContain('Range: staged data');
    expect(starred.length).toBeGreaterThan(0);
    for (const { id } of starred) expect(text).toContain(id);
    for (const { sha256 } of evidence) if (sha256) expect(text).toContain(sha256);
  }
  expect(await downloaded(page, 'pdf')).toMatch(/^%PDF-1\.\d/);
});

async function actionsOf(page: Page, caseId: string): Promise<{ state: string }[]> {
  return (await callApi<{ items: { state: string }[] }>(page, 'GET', `/cases/${caseId}/actions`)).items;
}

async function chooseOption(page: Page, field: ReturnType<Page['getByRole']>, name: string | RegExp): Promise<void> {
  await field.click();
  await page.getByRole('option', { name }).click();
}

async function downloaded(page: Page, format: string): Promise<string> {
  const [download]: [Download, unknown] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(`a[href$="/files/${format}"]`).first().click(),
  ]);
  return readFile(await download.path(), 'latin1').then((text) => Buffer.from(text, 'latin1').toString('utf8'));
}
