import { randomBytes } from 'node:crypto';
import { callApi, stagedCaseId } from '../page/api.ts';
import { expect, test } from '../page/fixtures.ts';
import { signInAs, signInWith } from '../page/sign-in.ts';
import { productFacts } from '../product/facts.ts';

const tabs = ['', '/scope', '/evidence', '/timeline', '/detections', '/response', '/report'];
const caseTitle = 'Access key used from an unknown network';

test('a person of no case sees nothing of it, at any of its addresses', async ({ page, pageOf }) => {
  const lead = await pageOf('lead');
  const caseId = await stagedCaseId(lead);
  const admin = await pageOf('admin');
  const email = `stranger-${randomBytes(4).toString('hex')}@virga.local`;
  const made = await callApi<{ oneTimePassword: string }>(admin, 'POST', '/users', {
    email,
    name: 'Analyst of another case',
    role: 'analyst',
  });
  await signInWith(page, email, [made.oneTimePassword], productFacts().password);
  await expect(page.getByText(/No .*case has you as a member/)).toBeVisible();
  for (const tab of tabs) {
    await page.goto(`/cases/${caseId}${tab}`);
    await expect(page.getByText('This case cannot be shown to you')).toBeVisible();
    await expect(page.getByText('resource.not_found')).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Case' })).toHaveCount(0);
    await expect(page.getByText(caseTitle)).toHaveCount(0);
  }
  const foreign = await page.request.get(`/api/v1/cases/${caseId}`);
  const unknown = await page.request.get('/api/v1/cases/01a00000-0000-7000-8000-000000000000');
  expect([foreign.status(), unknown.status()]).toEqual([404, 404]);
  expect(await foreign.text()).toBe(await unknown.text());
});

test('an admin who is no member sees no content of the case', async ({ page, pageOf }) => {
  const lead = await pageOf('lead');
  const caseId = await stagedCaseId(lead);
  await signInAs(page, 'admin');
  await expect(page.getByText(caseTitle)).toHaveCount(0);
  for (const tab of tabs) {
    await page.goto(`/cases/${caseId}${tab}`);
    await expect(page.getByText('This case cannot be shown to you')).toBeVisible();
    await expect(page.getByText(caseTitle)).toHaveCount(0);
  }
});

test('without a session every page leads to the sign-in and back', async ({ page, pageOf }) => {
  const lead = await pageOf('lead');
  const path = `/cases/${await stagedCaseId(lead)}/evidence`;
  await page.goto(path);
  await page.waitForURL((url) => url.pathname === '/sign-in' && url.searchParams.get('next') === path);
  expect(await page.content()).not.toContain(caseTitle);
  const { people, password } = productFacts();
  await signInWith(page, people.lead.email, [password], password, path);
  await expect(page).toHaveURL(path);
});
