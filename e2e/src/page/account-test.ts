import { expect, type Page } from '@playwright/test';
import { confirmPassword } from './sign-in.ts';

/** Account health on the home screen → the account → "Test connection": who we are there, and no permission missing. */
export async function openAccountTest(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('link', { name }).first().click();
  await page.waitForURL('**/admin/accounts/*');
  await page.getByRole('button', { name: 'Test connection' }).click();
  const identity = page.getByText(/arn:aws:sts::\d{12}:assumed-role\//).first();
  await confirmPassword(page, identity);
  await expect(identity).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('None is missing of what the sources and actions of this version need.')).toBeVisible();
}
