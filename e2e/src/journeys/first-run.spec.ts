import type { Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { expect, test } from '../page/fixtures.ts';
import { fillSignIn } from '../page/sign-in.ts';
import { watchPage } from '../page/watch-page.ts';
import { type RunningProduct, startProduct } from '../product/running-product.ts';

const own = 'a passphrase of this run';
let started: RunningProduct | undefined;
const running = () => {
  if (!started) throw new Error('the product did not start');
  return started;
};

test.beforeAll(async () => {
  test.setTimeout(240_000);
  started = await startProduct({ range: false });
});
test.afterAll(() => started?.stop());

const codeOf = (secret: string, stepsAhead: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + stepsAhead * 30_000 });

async function chooseFirstPassword(page: Page): Promise<void> {
  const { email, password } = running().people.admin;
  await page.goto('/sign-in');
  await fillSignIn(page, email, password);
  await page.waitForURL('**/first-password');
  await page.getByRole('textbox', { name: 'Current password' }).fill(password);
  await page.getByRole('textbox', { name: 'New password', exact: true }).fill(own);
  await page.getByRole('textbox', { name: 'New password again' }).fill(own);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.waitForURL('**/second-factor');
}

/** Scans the code and keeps what is shown once. */
async function enrol(page: Page): Promise<{ secret: string; recovery: string }> {
  await page.getByRole('button', { name: 'Show the secret' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the second factor' })).toBeVisible();
  const secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(' ', '');
  await page.getByRole('textbox', { name: 'Code' }).fill(codeOf(secret, 0));
  await page.getByRole('button', { name: 'Put it in force' }).click();
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  const recovery = (await codes.first().textContent()) ?? '';
  await page.getByRole('button', { name: 'I have kept them' }).click();
  return { secret, recovery };
}

async function signOutAndIn(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'You' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
  await fillSignIn(page, running().people.admin.email, own);
  await page.getByLabel('Code of the second factor').fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('button', { name: 'You' })).toBeVisible();
}

test('the first admin of a real installation sets password and factor, sees the first steps, signs in with codes [S1.totp] [S1.first-password]', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: running().address, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const faults = await watchPage(page, running().address);
  await chooseFirstPassword(page);
  await page.goto('/admin/users');
  await page.waitForURL('**/second-factor');
  const { secret, recovery } = await enrol(page);
  const steps = page.getByRole('region', { name: 'First steps' });
  await expect(steps.getByRole('img', { name: 'done' })).toHaveCount(1);
  await expect(page.getByText('Range: staged data')).toHaveCount(0);
  await steps.getByRole('button', { name: 'Skip' }).first().click();
  await expect(steps.getByRole('img', { name: 'skipped' })).toHaveCount(1);
  await signOutAndIn(page, codeOf(secret, 1));
  await signOutAndIn(page, recovery);
  await page.goto('/me');
  await expect(page.getByText('9 recovery codes are left.')).toBeVisible();
  await context.close();
  expect(faults, 'what the page must never do').toEqual([]);
});
