import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { confirmPassword } from './sign-in.ts';

/** A new version from the Report tab, until all its files are there. */
export async function createReport(page: Page): Promise<void> {
  const files = page.getByRole('table', { name: 'Reports' }).locator('a[href*="/files/"]');
  const create = page.getByRole('button', { name: 'Create report' });
  await expect(create).toBeVisible();
  const before = await files.count();
  await create.click();
  await confirmPassword(page, files.nth(before + 2));
  await expect(files).toHaveCount(before + 3, { timeout: 60_000 });
}

/** The file of the newest version, as the browser saves it. */
export async function downloadReport(page: Page, format: 'html' | 'markdown' | 'pdf'): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(`a[href$="/files/${format}"]`).first().click(),
  ]);
  return readFile(await download.path());
}
