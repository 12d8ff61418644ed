import type { Page } from '@playwright/test';

/** Who one is and which case this is: without these there is no frame to show a state in. */
const frame = /\/api\/v1\/(session|live|activity|cases\/[0-9a-f-]{36})(\?|$)/;

const unavailable = JSON.stringify({
  type: 'about:blank',
  status: 503,
  title: 'Unavailable',
  detail: 'The database does not answer.',
  code: 'system.unavailable',
});

/** Answers of the API but those of the frame are held back for good, or refused as when the database is away. */
export async function hinderPage(page: Page, how: 'loading' | 'failed'): Promise<void> {
  await page.route(
    (url) => url.pathname.startsWith('/api/v1/') && !frame.test(url.pathname),
    async (route) => {
      if (how === 'loading') return; // Never answered: the page shows what it shows while it waits.
      await route.fulfill({ status: 503, contentType: 'application/problem+json', body: unavailable });
    },
  );
}
