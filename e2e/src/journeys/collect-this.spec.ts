import { callApi, stagedCaseId, waitUntilFilled } from '../page/api.ts';
import { expect, test } from '../page/fixtures.ts';
import { readTruth } from '../page/read-truth.ts';
import { signInAs } from '../page/sign-in.ts';

const source = 'EC2 instance configuration and console';

interface Instance {
  resourceId: string;
  name: string;
  region: string;
  externalAccountId: string;
}

/** A live instance of the production account that nobody collected: what "collect this" is pressed for. */
async function otherInstance(items: Instance[]): Promise<Instance> {
  const { compromisedInstance } = await readTruth();
  const other = items.find(
    ({ resourceId, externalAccountId }) =>
      resourceId !== compromisedInstance.id && externalAccountId === compromisedInstance.accountId,
  );
  if (!other) throw new Error('the inventory knows no second instance of the production account');
  return other;
}

test('"collect this" on an instance of Scope fills the form in; started, its rail runs to done', async ({ page }) => {
  test.setTimeout(180_000);
  await signInAs(page, 'analyst');
  const caseId = await stagedCaseId(page);
  await waitUntilFilled(page, caseId);
  let items: Instance[] = [];
  await expect(async () => {
    const path = `/cases/${caseId}/inventory?kind=instance&presence=live&limit=500`;
    items = (await callApi<{ items: Instance[] }>(page, 'GET', path)).items;
    expect(items.length).toBeGreaterThan(1);
  }).toPass({ timeout: 60_000, intervals: [1000] });
  const { resourceId, region } = await otherInstance(items);
  await page.goto(`/cases/${caseId}/scope`);
  await page.getByRole('textbox', { name: 'Filter by name or id' }).fill(resourceId);
  const row = page.getByRole('table', { name: 'Instances' }).getByRole('row').filter({ hasText: resourceId });
  await expect(row).toHaveCount(1);
  await row.getByRole('button', { name: /^Collect / }).click();
  await page.getByRole('menuitem', { name: source }).click();
  await expect(page.getByRole('heading', { name: `Collect ${source}` })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Instance', exact: true })).toHaveValue(resourceId);
  await expect(page.getByRole('combobox', { name: 'Region', exact: true })).toHaveValue(region);
  await page.getByRole('button', { name: 'Start collecting' }).click();
  await page.waitForURL(/\/evidence$/);
  const line = page.getByRole('listitem', { name: `${source} ${resourceId}` });
  await expect(line).toHaveCount(1);
  await expect(line.getByRole('list', { name: /, done$/ })).toBeVisible({ timeout: 90_000 });
  await expect(line.getByText(/^100 %, sealed and balanced/)).toBeVisible();
});
