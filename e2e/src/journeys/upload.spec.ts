import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from '../page/fixtures.ts';
import { signInAs } from '../page/sign-in.ts';

const attacker = '198.51.100.201';

/** A CloudTrail record as the service writes it, with what the test looks for. */
function record(number: number, sourceIPAddress: string): Record<string, unknown> {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLEEXAMPLE01',
      arn: 'arn:aws:iam::111122223333:user/deploy',
      accountId: '111122223333',
      accessKeyId: 'AKIAEXAMPLEEXAMPLE01',
      userName: 'deploy',
    },
    eventTime: `2026-10-01T12:0${number}:00Z`,
    eventSource: 'iam.amazonaws.com',
    eventName: sourceIPAddress === attacker ? 'CreateAccessKey' : 'ListUsers',
    awsRegion: 'us-east-1',
    sourceIPAddress,
    userAgent: 'aws-cli/2.17.0',
    // Does not compress, so that a file cut short loses the end of its last record only.
    requestParameters: { userName: 'deploy', token: createHash('sha512').update(String(number)).digest('hex') },
    responseElements: null,
    requestID: `00000000-0000-4000-8000-00000000000${number}`,
    eventID: `10000000-0000-4000-8000-00000000000${number}`,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
  };
}

test('dropped files come out accounted for, with what could not be read', async ({ page }) => {
  await signInAs(page, 'lead');
  await page.getByRole('button', { name: 'Open a case' }).click();
  const form = page.getByRole('dialog', { name: 'Open a case' });
  await form.getByRole('textbox', { name: 'Title' }).fill('Logs handed over on a stick');
  await form.getByRole('button', { name: 'Open the case' }).click();
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
  await page.getByRole('navigation', { name: 'Case' }).getByRole('link', { name: 'Evidence' }).click();

  const good = JSON.stringify({ Records: [record(1, '192.0.2.10'), record(2, attacker), record(3, '192.0.2.10')] });
  const whole = gzipSync(JSON.stringify({ Records: [record(4, '192.0.2.11'), record(5, '192.0.2.12')] }));
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose files' }).click(),
  ]);
  await chooser.setFiles([
    { name: 'good.json', mimeType: 'application/json', buffer: Buffer.from(good) },
    { name: 'cut-short.json.gz', mimeType: 'application/gzip', buffer: whole.subarray(0, whole.length - 40) },
    { name: 'readme.txt', mimeType: 'text/plain', buffer: Buffer.from('Exported on Monday by the night shift.\n') },
  ]);
  const items = page.getByRole('table', { name: 'Evidence items' });
  await expect(items.getByRole('cell', { name: 'E-1', exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(items.getByText(/balance/)).toBeVisible({ timeout: 45_000 });
  await items.getByRole('button', { name: 'Open E-1' }).click();
  const ledger = page.getByLabel('Import ledger');
  await expect(ledger.getByText("3 expected by analyst's file list: 1 read, 2 failed, 0 excluded")).toBeVisible();
  // Three of the good file, and the whole one of the two that the cut file had; of the other the beginning is left.
  await expect(ledger.getByText('5 read: 4 parsed, 0 folded, 1 rejected, 0 metadata')).toBeVisible();
  await expect(ledger.getByRole('definition').filter({ hasText: /^4$/ })).toHaveCount(1);
  await expect(ledger.getByText('does not come out')).toHaveCount(0);
  const lost = page.getByRole('table', { name: 'What became no event' });
  const rowsOf = (name: string) => lost.getByRole('row').filter({ hasText: name });
  await expect(rowsOf('cut-short.json.gz').filter({ hasText: 'failed' })).toHaveCount(1);
  await expect(rowsOf('cut-short.json.gz').filter({ hasText: 'rejected' })).toHaveCount(1);
  await expect(rowsOf('readme.txt')).toHaveCount(1);
  await expect(rowsOf('readme.txt')).toContainText('not a log format Virga reads');
  await expect(rowsOf('good.json')).toHaveCount(0);

  await page.getByRole('navigation', { name: 'Case' }).getByRole('link', { name: 'Timeline' }).click();
  const found = page.locator('footer').getByRole('status');
  await expect(found).toContainText(' of 4 ');
  const query = page.getByRole('combobox', { name: 'Query' });
  await query.fill(attacker);
  await query.press('Enter');
  const rows = page.getByRole('grid', { name: 'Events' }).locator('[data-row]');
  await expect(rows).toHaveCount(1);
  await expect(found).toContainText(' of 1 ');
  await expect(rows.first()).toContainText('CreateAccessKey');
});
