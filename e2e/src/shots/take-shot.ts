import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import type { ShotPlan } from './screens.ts';

export interface ShotRequest {
  address: string;
  storageState: BrowserContextOptions['storageState'];
  shot: ShotPlan;
  theme: 'light' | 'dark';
  size: { width: number; height: number };
  path: string;
}

/** Who one is and which case this is: without these there is no frame to show a state in. */
const frame = /\/api\/v1\/(session|live|activity|cases\/[0-9a-f-]{36})(\?|$)/;

/** One picture, in a browser context of its own. */
export async function takeShot(browser: Browser, request: ShotRequest): Promise<void> {
  const { address, storageState, shot, theme, size, path } = request;
  const context = await browser.newContext({
    baseURL: address,
    viewport: size,
    colorScheme: theme,
    ...(storageState ? { storageState } : {}),
  });
  const page = await context.newPage();
  if (shot.state === 'loading' || shot.state === 'failed') await hinder(page, shot.state);
  await page.goto(shot.path);
  await settle(page, shot);
  if (shot.open) {
    await page
      .getByRole('grid', { name: 'Events' })
      .locator('[data-row]')
      .first()
      .click({ position: { x: 300, y: 14 } });
    await page.waitForTimeout(800);
  }
  await page.screenshot({ path });
  await context.close();
}

async function hinder(page: Page, state: 'loading' | 'failed'): Promise<void> {
  await page.route(
    (url) => url.pathname.startsWith('/api/v1/') && !frame.test(url.pathname),
    async (route) => {
      if (state === 'loading') return; // Never answered: the page shows what it shows while it waits.
      await route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'about:blank',
          status: 503,
          title: 'Unavailable',
          detail: 'The database does not answer.',
          code: 'system.unavailable',
        }),
      });
    },
  );
}

/** Loading: past 300 ms, before the words. Failed: after the retries. Else: when nothing says that it loads. */
async function settle(page: Page, shot: ShotPlan): Promise<void> {
  if (shot.state === 'loading') return page.waitForTimeout(1500);
  if (shot.state === 'failed') return page.waitForTimeout(5000);
  await page.waitForTimeout(700);
  await page.locator('[role="status"][aria-label^="Loading"]').first().waitFor({ state: 'detached', timeout: 10_000 });
  await page.waitForTimeout(400);
}
