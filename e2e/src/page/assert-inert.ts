import { expect, type Page } from '@playwright/test';

/** Waits until a screen shows what it has, then looks whether anything of it came to life. */
export async function assertInert(page: Page): Promise<void> {
  const main = page.locator('main').first();
  await expect(main).toBeVisible();
  await expect(main.locator('[aria-busy="true"]')).toHaveCount(0, { timeout: 20_000 });
  const alive = await page.evaluate(() => ({
    elements: document.querySelectorAll('main :is(script, img, iframe, object, embed, form[action^="http"])').length,
    handlers: [...document.querySelectorAll('main *')].filter((one) =>
      [...one.attributes].some((attribute) => attribute.name.startsWith('on')),
    ).length,
    polluted: (Object.prototype as Record<string, unknown>)['polluted'] !== undefined,
  }));
  expect(alive, `what came to life on ${page.url()}`).toEqual({ elements: 0, handlers: 0, polluted: false });
  const links = await main.locator('a[href]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  // Our own pages and downloads, or a place on this page.
  for (const href of links) expect(href, `a link on ${page.url()}`).toMatch(/^(\/(?!\/)|#[a-z-]+$)/);
}
