import { test as base, expect, type Page } from '@playwright/test';
import { productFacts } from '../product/facts.ts';
import type { RoleName } from '../product/running-product.ts';
import { signInAs } from './sign-in.ts';
import { watchPage } from './watch-page.ts';

interface Fixtures {
  /** A page of another person, in a browser context of its own, watched like the first. */
  pageOf(role: RoleName | 'nobody'): Promise<Page>;
}

/** Every page is watched: whatever it does against the rules fails the test that opened it. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from its pattern
  baseURL: async ({}, use) => use(productFacts().address),
  page: async ({ page }, use) => {
    const faults = await watchPage(page, productFacts().address);
    await use(page);
    expect(faults, 'what the page must never do').toEqual([]);
  },
  pageOf: async ({ browser, baseURL }, use) => {
    const faults: string[][] = [];
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    await use(async (role) => {
      const context = await browser.newContext({ baseURL, viewport: { width: 1280, height: 800 } });
      contexts.push(context);
      const page = await context.newPage();
      faults.push(await watchPage(page, productFacts().address));
      if (role !== 'nobody') await signInAs(page, role);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(faults.flat(), 'what a page must never do').toEqual([]);
  },
});
export { expect };
