import type { BrowserContext, Page } from '@playwright/test';
import { hinderPage } from './hinder-page.ts';
import { makeGesture } from './make-gesture.ts';
import type { ShotPlan } from './screens.ts';

const stopsToFocus = 9;

/** One picture, on a page of its own. */
export async function takeShot(context: BrowserContext, shot: ShotPlan, path: string): Promise<void> {
  const page = await context.newPage();
  if (shot.state === 'loading' || shot.state === 'failed') await hinderPage(page, shot.state);
  await page.goto(shot.path);
  await settle(page, shot);
  if (shot.gesture) await makeGesture(page, shot.gesture);
  if (shot.state === 'focus') for (let stop = 0; stop < stopsToFocus; stop += 1) await page.keyboard.press('Tab');
  if (shot.state === 'grey') await page.evaluate(`document.documentElement.style.filter = 'grayscale(1)'`);
  await page.screenshot({ path });
  await page.close();
}

const mostMs = 60_000;

/** Loading: when it says so and its 300 ms are over. Failed: after the retries. Else: when nothing says that it loads. */
async function settle(page: Page, shot: ShotPlan): Promise<void> {
  const loading = page.locator('[role="status"][aria-label^="Loading"]').first();
  if (shot.state === 'loading') {
    await loading.waitFor({ timeout: mostMs });
    return page.waitForTimeout(700);
  }
  if (shot.state === 'failed') {
    await page.getByRole('alert').first().waitFor({ timeout: mostMs });
    return page.waitForTimeout(3000);
  }
  await page.waitForTimeout(900);
  await loading.or(page.locator('#content [aria-busy="true"]')).first().waitFor({ state: 'detached', timeout: mostMs });
  await page.waitForTimeout(700);
}
