import type { Browser, BrowserContextOptions } from '@playwright/test';
import { callApi, stagedCaseId, waitUntilFilled } from '../page/api.ts';

type Sessions = Record<'admin' | 'lead' | 'analyst', BrowserContextOptions['storageState']>;

export interface PreparedCases {
  full: string;
  empty: string;
}

/** The staged case, once it is filled and a few rows are starred, and a second one with nothing in it. */
export async function prepareCases(browser: Browser, address: string, sessions: Sessions): Promise<PreparedCases> {
  const context = await browser.newContext({ baseURL: address, storageState: sessions.lead });
  const page = await context.newPage();
  const full = await stagedCaseId(page);
  await waitUntilFilled(page, full);
  const search = { query: 'severity:(high OR critical)', limit: 12 };
  const found = await callApi<{ items: { id: string }[] }>(page, 'POST', `/cases/${full}/timeline/search`, search);
  if (found.items.length > 0)
    await callApi(page, 'POST', `/cases/${full}/annotations`, {
      change: { starred: true, verdict: 'bad', addTags: ['attacker'] },
      rows: { eventIds: found.items.map(({ id }) => id) },
    });
  await callApi(page, 'POST', `/cases/${full}/reports`, {});
  const { id: empty } = await callApi<{ id: string }>(page, 'POST', '/cases', { title: 'Nothing collected yet' });
  await context.close();
  return { full, empty };
}
