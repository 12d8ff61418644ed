import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { hostileStrings } from '@virga/testing';
import { callApi, stagedCaseId, waitUntilFilled } from '../page/api.ts';
import { assertInert } from '../page/assert-inert.ts';
import { expect, test } from '../page/fixtures.ts';
import { createReport, downloadReport } from '../page/report-files.ts';
import { signInAs } from '../page/sign-in.ts';

const caseTabs = ['', '/scope', '/evidence', '/acquire', '/timeline', '/detections', '/response', '/report'];
const { script, image, javascriptLink, bareLink, markdownLink } = hostileStrings as Record<string, string>;

/** What reached the browser of the staged attacker's strings (global-setup plants them), and what our own people typed. */
test('every screen of the case shows hostile strings as text [S2.hostile-walk] [S2.csp]', async ({ page }) => {
  test.setTimeout(180_000);
  await signInAs(page, 'lead');
  const caseId = await stagedCaseId(page);
  await waitUntilFilled(page, caseId);
  await writeEverywhere(page, caseId);
  for (const tab of caseTabs) {
    await page.goto(`/cases/${caseId}${tab}`);
    await assertInert(page);
  }
  for (const path of ['/', '/me']) {
    await page.goto(path);
    await assertInert(page);
  }
});

test('every planted string is found on the timeline, opens in place and stays text [S2.hostile-walk]', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signInAs(page, 'analyst');
  const caseId = await stagedCaseId(page);
  await waitUntilFilled(page, caseId);
  const grid = page.getByRole('grid', { name: 'Events' });
  for (const text of [script!, image!, javascriptLink!, bareLink!, markdownLink!, hostileStrings['template']!]) {
    // Files with such names are on the timeline too, but their raw record is an inode, which holds no name.
    const quoted = `source:aws/cloudtrail "${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
    await page.goto(`/cases/${caseId}/timeline?q=${encodeURIComponent(quoted)}`);
    const row = grid.locator('[data-row]').first();
    await expect(row, `rows that hold ${text}`).toBeVisible({ timeout: 20_000 });
    await row.click({ position: { x: 300, y: 14 } });
    const detail = page.locator('[data-detail]');
    for (const tab of ['Fields', 'Raw', 'Around', 'Notes']) {
      await detail.getByRole('tab', { name: tab }).click();
      await assertInert(page);
    }
    await detail.getByRole('tab', { name: 'Raw' }).click();
    await expect(detail.locator('pre')).toContainText(JSON.stringify(text).slice(1, -1));
  }
});

test('an admin sees what others wrote as text: users, audit, accounts, settings [S2.hostile-walk]', async ({
  page,
}) => {
  await signInAs(page, 'admin');
  for (const path of ['/', '/admin/users', '/admin/audit', '/admin/accounts', '/admin/settings']) {
    await page.goto(path);
    await assertInert(page);
  }
});

test('the report is inert in every form, opened as the file it is [S2.hostile-walk]', async ({ page, pageOf }) => {
  test.setTimeout(120_000);
  await signInAs(page, 'lead');
  const caseId = await stagedCaseId(page);
  await waitUntilFilled(page, caseId);
  await writeEverywhere(page, caseId);
  await page.goto(`/cases/${caseId}/report`);
  await createReport(page);
  const html = (await downloadReport(page, 'html')).toString('utf8');
  expect(html).not.toContain(script);
  expect(html).toContain('&#60;script&#62;alert(document.domain)');
  const path = test.info().outputPath('report.html');
  await writeFile(path, html);
  const reader = await pageOf('nobody');
  await reader.goto(pathToFileURL(path).href);
  expect(await reader.locator('script, img[src^="http"], iframe').count()).toBe(0);
  const links = await reader.locator('a[href]').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  for (const href of links) expect(href).not.toMatch(/^(javascript|data):|evil\.example/i);
  const markdown = (await downloadReport(page, 'markdown')).toString('utf8');
  expect(markdown).not.toMatch(/(^|[^\\])\[click\]\(http:\/\/evil/);
  expect(markdown).not.toMatch(/(^|[^\\])<script>/);
  const pdf = (await downloadReport(page, 'pdf')).toString('latin1');
  expect(pdf).not.toMatch(/\/(JavaScript|JS|Launch|EmbeddedFile)\b/);
  expect(pdf).not.toContain('evil.example/?q=1)');
});

/** The strings as an analyst types or pastes them: notes, comments, tags, saved searches. Said again they change nothing. */
async function writeEverywhere(page: Parameters<typeof assertInert>[0], caseId: string): Promise<void> {
  const { items } = await callApi<{ items: { id: string; starred?: boolean }[] }>(
    page,
    'POST',
    `/cases/${caseId}/timeline/search`,
    { query: `"${bareLink}"`, limit: 3 },
  );
  expect(items.length).toBeGreaterThan(0);
  const eventIds = items.map((one) => one.id);
  const markup = [script!, image!, bareLink!, markdownLink!];
  for (const text of markup) {
    await callApi(page, 'POST', `/cases/${caseId}/events/${eventIds[0]}/comments`, { text });
    await callApi(page, 'POST', `/cases/${caseId}/notes`, { kind: 'decision', text, reason: text });
  }
  const change = { starred: true, inReport: true, addTags: markup.map((text) => text.slice(0, 60)) };
  await callApi(page, 'POST', `/cases/${caseId}/annotations`, { rows: { eventIds }, change });
}
