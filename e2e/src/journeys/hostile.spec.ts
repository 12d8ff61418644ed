import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { stagedCaseId, waitUntilFilled } from '../page/api.ts';
import { expect, test } from '../page/fixtures.ts';
import { signInAs } from '../page/sign-in.ts';

const formulaStart = /^[=+\-@\t\r＝＋－＠]/;

/** Strings that the staged attacker planted: markup as user agent and key name, a formula as user name, bidi, a long value. */
test('what attackers wrote stays text on the timeline and in its exports', async ({ page }) => {
  await signInAs(page, 'analyst');
  const caseId = await stagedCaseId(page);
  await waitUntilFilled(page, caseId);
  await page.goto(`/cases/${caseId}/timeline`);
  const grid = page.getByRole('grid', { name: 'Events' });
  for (const text of ['<script', '=cmd+tmp.migration@7']) {
    await search(page, `"${text}"`);
    await expect(grid).toHaveAttribute('aria-busy', 'false');
    await expect(grid).not.toHaveAttribute('data-stale');
    await expect(grid.locator('[data-row]').first()).toBeVisible();
    await grid
      .locator('[data-row]')
      .first()
      .click({ position: { x: 300, y: 14 } });
    const detail = page.locator('[data-detail]');
    await detail.getByRole('tab', { name: 'Fields' }).click();
    await expect(detail.getByText(text).first()).toBeVisible();
    await detail.getByRole('tab', { name: 'Raw' }).click();
    await expect(detail.locator('pre')).toContainText(text);
    await page.keyboard.press('Escape');
  }
  const planted = await page.evaluate('document.querySelectorAll("main script, main img, main iframe").length');
  expect(planted, 'elements that came out of evidence').toBe(0);
  const links = await page.locator('main a[href]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  // Our own pages, or a place on this page.
  for (const href of links) expect(href).toMatch(/^(\/(?!\/)|#[a-z-]+$)/);
});

test('no cell of the CSV begins a formula, every line of the JSON lines is one object [S2.csv]', async ({ page }) => {
  await signInAs(page, 'analyst');
  const caseId = await stagedCaseId(page);
  await waitUntilFilled(page, caseId);
  await page.goto(`/cases/${caseId}/timeline`);
  const [head, ...rows] = parseCsv(await exported(page, 'CSV of this search'));
  expect(head).toContain('id');
  expect(rows.length).toBeGreaterThan(1000);
  const numbers = new Set(head?.flatMap((name, place) => (/^bytes|packets|Port$/.test(name) ? [place] : [])));
  let defused = 0;
  for (const row of rows) {
    expect(row.length).toBe(head?.length);
    for (const [place, cell] of row.entries()) {
      if (!numbers.has(place) && formulaStart.test(cell)) throw new Error(`a cell starts a formula: ${cell}`);
      if (formulaStart.test(cell.slice(1)) && cell.startsWith("'")) defused += 1;
    }
  }
  expect(defused, 'cells that would have started a formula').toBeGreaterThan(0);
  const lines = (await exported(page, 'JSON lines of this search')).trimEnd().split('\n');
  expect(lines.length).toBe(rows.length);
  const ids = new Set(lines.map((line) => (JSON.parse(line) as { id: string }).id));
  expect(ids.size).toBe(rows.length);
});

async function search(page: Page, text: string): Promise<void> {
  const query = page.getByRole('combobox', { name: 'Query' });
  await query.fill(text);
  await query.press('Escape');
  await query.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('q') === text);
}

async function exported(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()]);
  return readFile(await download.path(), 'utf8');
}

/** RFC 4180, written for the test: it must not share the code that wrote the file. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (isQuoted && sign === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && sign === ',') {
      row.push(cell);
      cell = '';
    } else if (!isQuoted && sign === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      at += 1;
    } else cell += sign;
  }
  return rows;
}
