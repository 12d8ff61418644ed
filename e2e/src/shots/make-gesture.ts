import type { Page } from '@playwright/test';
import type { Gesture } from './screens.ts';

/** Does on the page what a person would, and waits for what it brings. */
export async function makeGesture(page: Page, gesture: Gesture): Promise<void> {
  const rows = page.getByRole('grid', { name: 'Events' }).locator('[data-row]');
  switch (gesture) {
    case 'open row':
      await rows.first().click({ position: { x: 300, y: 14 } });
      break;
    case 'raw record':
      await rows.first().click({ position: { x: 300, y: 14 } });
      await page.getByRole('tab', { name: 'Raw' }).click();
      break;
    case 'hover value':
      await rows.nth(2).locator('[data-column="action"]').hover();
      break;
    case 'keys':
      await page.getByRole('button', { name: 'Keys' }).click();
      break;
    case 'palette':
      await page.getByRole('button', { name: /^Find/ }).click();
      break;
    case 'open first':
      await page
        .getByRole('button', { name: /^Open (?!a case)/ })
        .first()
        .click();
      break;
    case 'end of page':
      await page.locator('#content').evaluate((content) => {
        for (const part of [content, ...content.querySelectorAll('*')]) part.scrollTop = part.scrollHeight;
      });
  }
  await page.waitForTimeout(900);
}
