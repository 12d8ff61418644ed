import { expect, type Locator, type Page } from '@playwright/test';
import { productFacts } from '../product/facts.ts';
import type { RoleName } from '../product/running-product.ts';

/** Through the page, as a person does; with the first password still in force it is changed on the way. */
export async function signInAs(page: Page, role: RoleName): Promise<void> {
  const { people, password } = productFacts();
  const { email, password: first } = people[role];
  await signInWith(page, email, [password, first], password);
}

/** Tries the passwords in order; lands on the page asked for (`path`) with a session. */
export async function signInWith(page: Page, email: string, passwords: string[], own: string, path = '/') {
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  for (const password of passwords) {
    const answer = page.waitForResponse((response) => response.url().includes('/api/auth/callback/credentials'));
    await fillSignIn(page, email, password);
    if (!(await answer).ok()) {
      await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled();
      continue;
    }
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    const me = (await (await page.request.get('/api/v1/session')).json()) as { user: { passwordMustChange: boolean } };
    if (me.user.passwordMustChange) {
      await page.waitForURL('**/first-password');
      await chooseOwnPassword(page, password, own);
    }
    await expect(page.getByRole('button', { name: 'You' })).toBeVisible();
    return;
  }
  throw new Error(`${email} cannot sign in`);
}

export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Mail address').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export async function chooseOwnPassword(page: Page, current: string, own: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Current password' }).fill(current);
  await page.getByRole('textbox', { name: 'New password', exact: true }).fill(own);
  await page.getByRole('textbox', { name: 'New password again' }).fill(own);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.waitForURL((url) => url.pathname === '/');
}

/** Answers the dialog of steps that ask for the password again, when it comes: a sign-in of late counts as an answer. */
export async function confirmPassword(page: Page, settled: Locator): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Confirm it is you' });
  await expect(dialog.or(settled).first()).toBeVisible({ timeout: 20_000 });
  if (!(await dialog.isVisible())) return;
  await dialog.getByRole('textbox', { name: 'Password' }).fill(productFacts().password);
  await dialog.getByRole('button', { name: 'Confirm password' }).click();
  await expect(dialog).toBeHidden();
}
