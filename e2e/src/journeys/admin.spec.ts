import { randomBytes, randomInt } from 'node:crypto';
import type { Page } from '@playwright/test';
import { callApi } from '../page/api.ts';
import { expect, test } from '../page/fixtures.ts';
import { deployTemplate } from '../page/range-control.ts';
import { confirmPassword, signInAs } from '../page/sign-in.ts';

interface Accounts {
  items: { id: string; name: string }[];
}

async function developmentAccount(page: Page) {
  const { items } = await callApi<Accounts>(page, 'GET', '/accounts');
  const { id } = items.find((one) => one.name === 'Range development')!;
  const detail = await callApi<{ management: { externalId: string } }>(page, 'GET', `/accounts/${id}`);
  const { text } = await callApi<{ text: string }>(page, 'GET', `/accounts/${id}/template?format=json`);
  return { id, externalId: detail.management.externalId, template: text };
}

test('an account is registered through the form; without keys its test says what to do', async ({ page }) => {
  await signInAs(page, 'admin');
  await page.goto('/admin/accounts');
  await page.getByRole('button', { name: 'Register account' }).click();
  const form = page.getByRole('dialog', { name: 'Register a cloud account' });
  const name = `Customer ${randomBytes(3).toString('hex')}`;
  await form.getByRole('textbox', { name: 'Name' }).fill(name);
  await form.getByLabel('AWS account id').fill('1111222233');
  await form.getByLabel('Regions').fill('eu-central-1');
  await page.keyboard.press('Enter');
  await form.getByRole('button', { name: 'Register account' }).click();
  await expect(form.getByText('Twelve digits, without dashes.')).toBeVisible();
  await form.getByLabel('AWS account id').fill(String(randomInt(200_000_000_000, 280_000_000_000)));
  await form.getByRole('button', { name: 'Register account' }).click();
  const done = form.getByText(`${name} is registered.`);
  await confirmPassword(page, done);
  await expect(done).toBeVisible();
  await expect(form.getByText(/virga-[0-9a-f]{48}/)).toBeVisible();
  await form.getByRole('button', { name: 'Go to the accounts' }).click();
  await page.getByRole('button', { name: `Open ${name}` }).click();
  await page.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText('The account did not let us in')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/has no credentials. An admin can add them/)).toBeVisible();
});

test('a role that lacks one permission is told by that permission, for copying', async ({ page }) => {
  await signInAs(page, 'admin');
  const account = await developmentAccount(page);
  const deploy = (more: { without?: string } = {}) => deployTemplate({ role: 'development', ...account, ...more });
  await deploy({ without: 'cloudtrail:LookupEvents' });
  try {
    await page.goto(`/admin/accounts/${account.id}`);
    await page.getByRole('button', { name: 'Test connection' }).click();
    const missing = page.getByRole('region', { name: 'Missing for aws/cloudtrail' });
    await confirmPassword(page, missing);
    await expect(missing).toBeVisible({ timeout: 40_000 });
    await expect(missing.getByText('cloudtrail:LookupEvents')).toBeVisible();
    await expect(missing.getByRole('button', { name: /policy statement for aws\/cloudtrail/ })).toBeVisible();
  } finally {
    await deploy();
  }
});

test('a step asks who one is once the confirmation is over, and then goes on by itself [S1.step-up]', async ({
  page,
}) => {
  await signInAs(page, 'admin');
  await page.goto('/me');
  await page.getByRole('button', { name: 'Ask me again from now on' }).click();
  await expect(page.getByText('The next of them asks again.')).toBeVisible();
  await page.goto('/admin/users');
  await page.getByRole('button', { name: 'Create user' }).click();
  const form = page.getByRole('dialog', { name: 'Create a user' });
  const email = `new-${randomBytes(4).toString('hex')}@virga.local`;
  await form.getByLabel('Name').fill('Nora New');
  await form.getByLabel('Email').fill(email);
  await form.getByRole('button', { name: 'Create user' }).click();
  const asked = page.getByRole('dialog', { name: 'Confirm it is you' });
  await asked.getByRole('textbox', { name: 'Password' }).fill('certainly not this one');
  await asked.getByRole('button', { name: 'Confirm password' }).click();
  await expect(asked.getByText('The password is not right.')).toBeVisible();
  const created = form.getByText(`One-time password of ${email}.`);
  await expect(created).toHaveCount(0);
  await confirmPassword(page, created);
  await expect(created).toBeVisible();
  await form.getByRole('button', { name: 'I have handed it over' }).click();
  await expect(page.getByRole('cell', { name: email })).toBeVisible();
});

test('the audit log is filtered, verified and exported; its address keeps the filter', async ({ page }) => {
  await signInAs(page, 'admin');
  await page.goto('/admin/audit');
  const rows = page.getByRole('table', { name: 'Audit log' });
  await page.getByLabel('Text').fill('Signed In');
  await expect(rows.getByText('signed in').first()).toBeVisible();
  await expect(rows.getByText('timeline searched')).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel('Text')).toHaveValue('Signed In');
  await expect(page.getByRole('status').filter({ hasText: 'Append only' })).toBeVisible();
  await page.getByRole('button', { name: 'Verify the whole log' }).click();
  await expect(page.getByText(/every sealed row was read again|no seal yet/)).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export these rows' }).click();
  await page.getByRole('menuitem', { name: 'As CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^virga-audit-.*\.csv$/);
});

test('containment is switched off for the whole platform with a reason, and on again', async ({ page }) => {
  await signInAs(page, 'admin');
  await page.goto('/admin/settings');
  await expect(page.getByRole('table', { name: 'Processes' }).getByText('collect').first()).toBeVisible();
  const section = page.getByRole('region', { name: 'Containment' });
  const turn = async (word: 'off' | 'on', reason: string) => {
    await section.getByRole('textbox').fill(reason);
    await section.getByRole('button', { name: `Switch containment ${word}` }).click();
  };
  await turn('off', 'the customer asked us to wait');
  const off = section.getByText(/Off: nothing is planned or applied.*the customer asked us to wait/);
  await confirmPassword(page, off);
  await expect(off).toBeVisible();
  await turn('on', 'the customer agreed');
  await expect(section.getByText('On: approved actions are applied.')).toBeVisible();
});

test('an address that is no page says so, under the same policy', async ({ page }) => {
  await signInAs(page, 'admin');
  const answer = await page.goto('/no/such/page');
  expect(answer?.status()).toBe(404);
  expect(answer?.headers()['content-security-policy']).toContain("default-src 'none'");
  await expect(page.getByText('There is no page at this address')).toBeVisible();
});
