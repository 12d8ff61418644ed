import type { Page } from '@playwright/test';

/** Refused sign-ins and foreign ids are answers; Chromium logs every one of them as an error of its own. */
const answeredStatus = /Failed to load resource: the server responded with a status of (400|401|403|404|409|422)/;

/**
 * Notes what must never happen on any page: a CSP violation, an uncaught error, an error in the console, a dialog, a request
 * that leaves our origin. The list is empty when all went well.
 */
export async function watchPage(page: Page, address: string): Promise<string[]> {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`page error on ${page.url()}: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (text.startsWith('virga-csp ')) faults.push(`CSP violation on ${page.url()}: ${text.slice(10)}`);
    else if (message.type() === 'error' && !answeredStatus.test(text))
      faults.push(`console error on ${page.url()}: ${text}`);
  });
  page.on('dialog', (dialog) => {
    faults.push(`dialog on ${page.url()}: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if ((protocol === 'http:' || protocol === 'https:') && origin !== address)
      faults.push(`request left our origin from ${page.url()}: ${request.url()}`);
  });
  await page.addInitScript({
    content: `document.addEventListener('securitypolicyviolation', (event) =>
      console.error('virga-csp ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));`,
  });
  return faults;
}
