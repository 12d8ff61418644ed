import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { stagedCaseId, waitUntilFilled } from '../page/api.ts';
import { expect, test } from '../page/fixtures.ts';
import { signInAs } from '../page/sign-in.ts';

test('the timeline is searched, read and marked without a mouse', async ({ page }) => {
  await signInAs(page, 'analyst');
  const caseId = await stagedCaseId(page);
  await waitUntilFilled(page, caseId);
  await page.goto(`/cases/${caseId}`);
  await expect(page.getByRole('navigation', { name: 'Case' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.waitForURL(/\/timeline/);
  const grid = page.getByRole('grid', { name: 'Events' });
  await expect(grid.locator('[data-row]').first()).toBeVisible();
  await tabTo(page, 'role="combobox"');
  await page.keyboard.type('CreateUser');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=CreateUser/);
  await expect(grid.locator('[data-row]').first()).toContainText('CreateUser');
  await tabTo(page, 'data-skip="events"', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(grid).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(grid.locator('[data-row][data-active]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-detail]')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-detail]')).toHaveCount(0);
  // The star shows at once, and an undo right behind it waits until the server has it.
  const undone = page.waitForResponse((response) => response.url().includes('/undo'));
  await page.keyboard.press('s');
  await page.keyboard.press('u');
  await undone;
  const star = grid.locator('[data-row][data-active] [data-do="star"]');
  await expect(star).toHaveAttribute('aria-pressed', 'false');
  // A key of one's own choice acts in place of the first one.
  await page.keyboard.press('?');
  await page.getByRole('textbox', { name: 'Key: Star' }).press('f');
  await page.keyboard.press('Escape');
  await grid.focus();
  await page.keyboard.press('s');
  await expect(star).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('f');
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('u');
  await expect(star).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: 'Query' })).toBeFocused();
});

/** Tab until the focus stands on an element whose start tag holds the text; a hundred stops are too many for anybody. */
async function tabTo(page: Page, startTag: string, key = 'Tab'): Promise<void> {
  for (let stops = 0; stops < 100; stops += 1) {
    await page.keyboard.press(key);
    const focused = await page.evaluate<string>('document.activeElement?.cloneNode(false).outerHTML ?? ""');
    if (focused.includes(startTag)) return;
  }
  throw new Error(`100 times ${key} did not reach ${startTag}`);
}

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing serious on the main screens (${colorScheme})`, async ({ page, pageOf }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto('/sign-in');
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    const found = await seriousOf(page, 'sign-in');
    await signInAs(page, 'lead');
    const base = `/cases/${await stagedCaseId(page)}`;
    for (const path of ['/', base, `${base}/evidence`, `${base}/timeline`, `${base}/response`, `${base}/report`])
      found.push(...(await seriousAt(page, path)));
    const admin = await pageOf('admin');
    await admin.emulateMedia({ colorScheme });
    found.push(...(await seriousAt(admin, '/admin/accounts')));
    expect(found).toEqual([]);
  });

async function seriousAt(page: Page, path: string): Promise<string[]> {
  await page.goto(path);
  await expect(page.locator('#content')).toBeVisible();
  await expect(page.locator('#content [aria-label^="Loading"]')).toHaveCount(0);
  await expect(page.locator('#content')).not.toHaveText('');
  return seriousOf(page, path.replace(/[0-9a-f-]{36}/, ':case'));
}

async function seriousOf(page: Page, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return (
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      // WCAG 2.5.8: bars of a chart have a table twin with the same links.
      .map(({ id, nodes }) => ({
        id,
        nodes: id === 'target-size' ? nodes.filter(({ html }) => !/_bar"/.test(html)) : nodes,
      }))
      .filter(({ nodes }) => nodes.length > 0)
      .map(({ id, nodes }) => `${where}: ${id} ×${nodes.length}, first ${nodes[0]?.html.slice(0, 160)}`)
  );
}
