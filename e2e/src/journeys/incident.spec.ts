import type { Page } from '@playwright/test';
import { openAccountTest } from '../page/account-test.ts';
import { callApi } from '../page/api.ts';
import { expect, test } from '../page/fixtures.ts';
import { applyAndVerify, chooseOption, proposeContainment } from '../page/propose-containment.ts';
import { readTruth } from '../page/read-truth.ts';
import { createReport, downloadReport } from '../page/report-files.ts';
import { confirmPassword, signInAs } from '../page/sign-in.ts';

const caseTitle = 'Access key used from an unknown network';
const ownTitle = 'Leaked key, investigated by hand';
const hourMs = 3_600_000;

/** From sign-in to report; the order of the steps is the journey, so the tests share the case that the lead opens. */
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

test('the lead opens a case with an account of the range and lets the analyst in', async ({ page }) => {
  await signInAs(page, 'lead');
  await page.getByRole('button', { name: 'Open a case' }).click();
  const form = page.getByRole('dialog', { name: 'Open a case' });
  await form.getByRole('textbox', { name: 'Title' }).fill(ownTitle);
  await chooseOption(form.getByRole('combobox', { name: 'Severity' }), 'high');
  await form.getByRole('checkbox', { name: /^Range production/ }).check();
  await form.getByRole('button', { name: 'Open the case' }).click();
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
  await page.getByRole('button', { name: 'Choose members' }).click();
  await chooseOption(page.getByRole('combobox', { name: 'Members' }), /Range analyst/);
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Reason' }).fill('investigates the key');
  await page.getByRole('button', { name: 'Save the members' }).click();
  const added = page.getByText(/added by Range lead .*: investigates the key/);
  await confirmPassword(page, added);
  await expect(added).toBeVisible();
});

test('the analyst collects the hours of the attack through the form and follows them to the balanced ledger', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const start = Date.parse((await readTruth()).steps[0]!.startTime);
  await signInAs(page, 'analyst');
  await page.getByRole('table', { name: 'Cases' }).getByRole('link', { name: ownTitle }).click();
  await page.getByRole('navigation', { name: 'Case' }).getByRole('link', { name: 'Evidence' }).click();
  await expect(page.getByText('Nothing was collected for this case yet')).toBeVisible();
  await page.getByRole('link', { name: 'Collect from an account' }).click();
  await chooseOption(page.getByRole('combobox', { name: 'Source' }), 'CloudTrail');
  await expect(page.getByRole('complementary', { name: 'About CloudTrail' })).toContainText(
    'cloudtrail:DescribeTrails',
  );
  const from = page.getByRole('textbox', { name: 'From', exact: true });
  await from.fill('last Tuesday');
  await page.getByRole('textbox', { name: 'To', exact: true }).fill(new Date(start + 2 * hourMs).toISOString());
  const begin = page.getByRole('button', { name: 'Start collecting' });
  await begin.click();
  await expect(page.getByText('Day, time and zone, as in 2026-10-01T00:00:00Z.')).toBeVisible();
  await from.fill(new Date(start - hourMs).toISOString());
  await begin.click();
  await page.waitForURL(/\/evidence$/);
  const line = page.getByRole('list', { name: 'Acquisitions' }).getByRole('listitem', { name: /^CloudTrail / });
  await expect(line).toHaveCount(1);
  await expect(line.getByRole('list', { name: /, done$/ })).toBeVisible({ timeout: 120_000 });
  await expect(line.getByText(/^100 %, sealed and balanced/)).toBeVisible();
  await expect(page.getByRole('table', { name: 'Evidence items' }).getByText('✓ balances').first()).toBeVisible();
  await line.getByRole('button', { name: /^Open the log/ }).click();
  await expect(line.getByText('asked by Range analyst')).toBeVisible();
});

test('one query finds the calls of the leaked key; a row opens to its sealed record, marks undo', async ({ page }) => {
  const { leakedKey } = await readTruth();
  await signInAs(page, 'analyst');
  await page.goto(`/cases/${await ownCaseId(page)}/timeline`);
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
  const { id: target, region } = (await readTruth()).compromisedInstance;
  await signInAs(page, 'analyst');
  const caseId = await ownCaseId(page);
  await page.goto(`/cases/${caseId}/response`);
  await proposeContainment(page, { action: /Isolate/, target, region });
  await expect(page.getByRole('region', { name: 'Who else is hit' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Evidence not yet collected' })).toContainText('Collect it first');
  const submit = page.getByRole('button', { name: 'Submit for approval' });
  await expect(submit).toBeDisabled();
  const gate = page.getByLabel('Why it is contained before that evidence is collected');
  await gate.fill('Memory cannot be read here: the instance has no agent.');
  await submit.click();

  const lead = await pageOf('lead');
  await lead.goto('/');
  await expect(lead.getByRole('region', { name: 'Waiting for approval' })).toContainText(ownTitle);
  await lead.getByRole('link', { name: 'Review' }).click();
  await lead.getByRole('button', { name: 'Approve this plan' }).click();
  await confirmPassword(lead, lead.getByRole('article').getByRole('button', { name: /^Isolate/ }));
  await applyAndVerify(lead, /^Isolate/);
  await lead.getByRole('button', { name: /^Undo/ }).first().click();
  await expect(lead.getByRole('region', { name: 'Undo', exact: true })).toBeVisible({ timeout: 45_000 });
  await expect.poll(async () => (await actionsOf(lead, caseId))[0]?.state, { timeout: 45_000 }).toMatch(/undone/);
});

test('the report cites the starred event and the hashes, as page, HTML, PDF and Markdown', async ({ page }) => {
  await signInAs(page, 'lead');
  const caseId = await ownCaseId(page);
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
  await createReport(page);
  const html = (await downloadReport(page, 'html')).toString('utf8');
  const markdown = (await downloadReport(page, 'markdown')).toString('utf8');
  expect(starred.length).toBeGreaterThan(0);
  const hashes = evidence.flatMap(({ sha256 }) => sha256 ?? []);
  expect(hashes.length).toBeGreaterThan(0);
  for (const text of [html, markdown]) {
    expect(text).toContain('Range: staged data');
    for (const { id } of starred) expect(text).toContain(id);
    for (const sha256 of hashes) expect(text).toContain(sha256);
  }
  expect((await downloadReport(page, 'pdf')).toString('latin1')).toMatch(/^%PDF-1\.\d/);
});

async function actionsOf(page: Page, caseId: string): Promise<{ state: string }[]> {
  return (await callApi<{ items: { state: string }[] }>(page, 'GET', `/cases/${caseId}/actions`)).items;
}

async function ownCaseId(page: Page): Promise<string> {
  const { items } = await callApi<{ items: { id: string; title: string }[] }>(page, 'GET', '/cases?status=all');
  return items.find(({ title }) => title === ownTitle)!.id;
}
