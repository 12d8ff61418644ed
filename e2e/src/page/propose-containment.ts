import { expect, type Locator, type Page } from '@playwright/test';

export interface Proposal {
  /** Words of the action's title. */
  action: RegExp;
  /** As it stands on an event: an id, or the ARN of a principal. */
  target: string;
  region: string;
}

/** From the Response tab to the plan on the screen, through the form. */
export async function proposeContainment(page: Page, { action, target, region }: Proposal): Promise<void> {
  await page.getByRole('button', { name: 'Propose containment' }).click();
  const form = page.getByRole('dialog', { name: 'Propose containment' });
  await chooseOption(form.getByRole('combobox', { name: 'Action' }), action);
  await chooseOption(form.getByRole('combobox', { name: 'Cloud account' }), /Range production/);
  await form.getByRole('combobox', { name: 'Target' }).fill(target);
  await page.keyboard.press('Escape');
  if (!(await form.isVisible())) throw new Error('Escape in the target field closed the whole form');
  await chooseOption(form.getByRole('combobox', { name: 'Region' }), region);
  await form.getByRole('button', { name: 'Make the plan' }).click();
  await expect(page.getByRole('table', { name: 'Exact change' })).toBeVisible({ timeout: 30_000 });
}

/** The approved plan's own button, then the same words in the last question; until the check has found something. */
export async function applyAndVerify(page: Page, words: RegExp): Promise<void> {
  await page.getByRole('article').getByRole('button', { name: words }).click();
  const last = page.getByRole('dialog').filter({ hasText: 'Leave it as it is' });
  await last.getByRole('button', { name: words }).click();
  const found = page.getByRole('region', { name: 'Verification' });
  await expect(found).toBeVisible({ timeout: 45_000 });
  await expect(found.getByText('✓').first()).toBeVisible();
}

export async function chooseOption(field: Locator, name: string | RegExp): Promise<void> {
  await field.click();
  await field.page().getByRole('option', { name }).click();
}
