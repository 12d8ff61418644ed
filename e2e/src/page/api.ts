import { expect, type Page } from '@playwright/test';
import { productFacts } from '../product/facts.ts';

/** Calls the API with the session of a page, as our own screens do; for preparing and for counting, not for the journey. */
export async function callApi<T>(page: Page, method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<T> {
  const { address } = productFacts();
  const response = await page.request.fetch(`${address}/api/v1${path}`, {
    method,
    headers: { origin: address, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
    ...(body === undefined ? {} : { data: JSON.stringify(body) }),
  });
  expect(response.status(), `${method} ${path}: ${await response.text()}`).toBeLessThan(300);
  return (await response.json()) as T;
}

/** The case that start opened on the range: every case with one of its accounts is staged, but only one has that title. */
export async function stagedCaseId(page: Page): Promise<string> {
  const { items } = await callApi<{ items: { id: string; title: string }[] }>(page, 'GET', '/cases?status=all');
  const staged = items.find(({ title }) => title === 'Access key used from an unknown network');
  if (!staged) throw new Error('the staged case is not visible to this person');
  return staged.id;
}

/** Until every acquisition of the case has ended: for specs that read what the case holds. */
export async function waitUntilFilled(page: Page, caseId: string): Promise<void> {
  await expect(async () => {
    const { items } = await callApi<{ items: { state: string }[] }>(page, 'GET', `/cases/${caseId}/acquisitions`);
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(({ state }) => !['done', 'failed', 'cancelled'].includes(state))).toEqual([]);
  }).toPass({ timeout: 120_000, intervals: [1000] });
}
