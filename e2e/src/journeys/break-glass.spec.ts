import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';
import { callApi } from '../page/api.ts';
import { expect, test } from '../page/fixtures.ts';
import { applyAndVerify, proposeContainment } from '../page/propose-containment.ts';
import { readTruth } from '../page/read-truth.ts';
import { createReport, downloadReport } from '../page/report-files.ts';
import { confirmPassword, signInAs, signInWith } from '../page/sign-in.ts';
import { productFacts } from '../product/facts.ts';

const role = 'web-frontend-role';
const reason = 'Night shift: data leaves now, nobody else answers the phone.';
const title = `Role contained at night ${randomBytes(3).toString('hex')}`;

/** Another lead, who is no member of the case: "every lead" is told. */
async function signInOtherLead(admin: Page, page: Page): Promise<void> {
  const email = `second-${randomBytes(4).toString('hex')}@virga.local`;
  const { oneTimePassword } = await callApi<{ oneTimePassword: string }>(admin, 'POST', '/users', {
    ...{ email, name: 'Second lead', role: 'lead' },
  });
  await signInWith(page, email, [oneTimePassword], productFacts().password);
}

async function openOwnCase(page: Page): Promise<string> {
  const { items } = await callApi<{ items: { id: string; name: string }[] }>(page, 'GET', '/accounts');
  const accountIds = items.filter(({ name }) => name === 'Range production').map(({ id }) => id);
  return (await callApi<{ id: string }>(page, 'POST', '/cases', { title, accountIds })).id;
}

test.describe.configure({ mode: 'serial' });
let caseId: string;

test('one person alone denies all to a role: sees who else is hit, types why, and the other lead is told [F13.break-glass]', async ({
  page,
  pageOf,
}) => {
  const other = await pageOf('nobody');
  await signInOtherLead(await pageOf('admin'), other);
  const { compromisedInstance } = await readTruth();
  await signInAs(page, 'lead');
  caseId = await openOwnCase(page);
  await page.goto(`/cases/${caseId}/response`);
  const target = `arn:aws:iam::${compromisedInstance.accountId}:role/${role}`;
  await proposeContainment(page, { action: /^Deny all/, target, region: compromisedInstance.region });
  const change = page.getByRole('table', { name: 'Exact change' });
  await expect(change).toContainText('deny everything');
  await expect(change).toContainText('refuse sessions issued before now');
  await expect(page.getByRole('region', { name: 'Who else is hit' })).toContainText(compromisedInstance.id);
  await expect(page.getByRole('region', { name: 'What we lose' })).toContainText('Systems Manager');
  await expect(page.getByRole('region', { name: 'What undo cannot restore' })).toContainText('Sessions issued before');
  await page.getByRole('button', { name: 'Submit for approval' }).click();

  const alone = page.getByRole('button', { name: 'Approve alone (break-glass)' });
  await expect(alone).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Approve this plan' })).toHaveCount(0);
  const why = page.getByRole('textbox', { name: 'Reason for acting alone, or for rejecting' });
  await why.fill('hurry up');
  await expect(alone).toBeDisabled();
  await why.fill(reason);
  await alone.click();
  const stands = page.getByText(`break-glass, alone: ${reason}`);
  await confirmPassword(page, stands);
  await expect(stands).toBeVisible();
  await expect(other.getByText('Containment approved by one person')).toBeVisible({ timeout: 20_000 });
  await expect(other.getByText(`Reason: ${reason}`)).toBeVisible();
  await expect(other.getByText(title)).toHaveCount(0);

  await applyAndVerify(page, /^Deny all to role/);
  await page.getByRole('article').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('article')).toContainText('undone', { timeout: 45_000 });
});

test('the report says who acted alone and why; a lead approves it, and the chain of custody holds that', async ({
  page,
}) => {
  await signInAs(page, 'lead');
  await page.goto(`/cases/${caseId}/report`);
  await createReport(page);
  const told = `Range lead, alone: ${reason}`;
  await expect(page.getByRole('table', { name: 'Containment' })).toContainText(told);
  expect((await downloadReport(page, 'html')).toString('utf8')).toContain(reason);
  const approve = page.getByRole('button', { name: 'Approve version 1' });
  await approve.click();
  const approved = page.getByRole('table', { name: 'Reports' }).getByText('✓ approved');
  await confirmPassword(page, approved);
  await expect(approved).toBeVisible();
  await expect(approve).toHaveCount(0);
  await page.goto(`/cases/${caseId}/evidence`);
  await expect(page.getByRole('cell', { name: 'report approved' })).toHaveCount(1);
});
