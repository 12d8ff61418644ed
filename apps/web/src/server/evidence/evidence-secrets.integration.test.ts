import { newId } from '@virga/domain/ids';
import { testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventOf, type SeededCase, seedCase } from '../../testing/seed-case.ts';
import { openTestWeb, type TestWeb } from '../../testing/test-web.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const record = `{"eventName":"CreateAccessKey","responseElements":{"accessKey":{"accessKeyId":"AKIAIOSFODNN7EXAMPLE","secretAccessKey":"${secret}"}},"who":"Zoë"}`;
let web: TestWeb;
let seeded: SeededCase;
let cookie: string;
let eventId: string;

beforeAll(async () => {
  web = await openTestWeb(await testDatabase());
  const lead = await web.addUser('lead');
  seeded = await seedCase(web.platform, lead, [], 'KEYS');
  cookie = await web.cookieOf(lead);
  const { caseId } = seeded;
  const evidenceId = newId();
  const writer = await web.platform.store.createItem({ caseId, evidenceId, mode: 'pack' });
  await writer.addObject({ key: 'log.json' }, Buffer.from(record));
  const sealed = await writer.seal({ source: 'aws/cloudtrail' });
  await writer.close();
  await web.platform.db.prisma.evidenceItem.create({
    data: {
      ...{ id: evidenceId, caseId, number: 2, title: 'Keys', sourceId: 'aws/cloudtrail', kind: 'pack' },
      ...{ format: 'aws/cloudtrail', state: 'done', sealedAt: new Date(), sha256: sealed.manifest.sha256 },
    },
  });
  const event = {
    ...eventOf(evidenceId, 'log.json', record, 'KEYS'),
    message: `ran: mysql --password ${secret}`,
    attributes: { responseElements: { accessKey: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: secret } } },
  };
  eventId = event.id;
  await web.platform.timeline.append({ caseId, evidenceId, rows: [{ event, rawText: [] }] });
});
afterAll(() => web.close());

const rawOf = (more = '') => web.send(`/cases/${seeded.caseId}/evidence-bytes?eventId=${eventId}${more}`, { cookie });
const audited = () =>
  web.platform.db.prisma.auditRow.findMany({
    where: { caseId: seeded.caseId, action: { startsWith: 'raw record read' } },
    orderBy: { id: 'asc' },
    select: { action: true, outcome: true },
  });

test('a secret in a raw record is masked in its place; showing it leaves an audit row of its own [S4.evidence-secrets]', async () => {
  const masked = await rawOf();
  const text = await masked.text();
  expect(masked.headers.get('x-evidence-masked-secrets')).toBe('1');
  expect(text).toBe(record.replace(secret, '*'.repeat(secret.length)));
  expect(await audited()).toEqual([{ action: 'raw record read', outcome: 'allowed' }]);
  const shown = await rawOf('&secrets=shown');
  expect(await shown.text()).toBe(record);
  expect((await audited()).at(-1)).toEqual({ action: 'raw record read with its secrets', outcome: 'allowed' });
});

test('rows and exports of the timeline carry no secret, and the key id stays [S4.evidence-secrets]', async () => {
  const answers = [
    await web.send(`/cases/${seeded.caseId}/timeline/search`, { method: 'POST', body: { query: '' }, cookie }),
    await web.send(`/cases/${seeded.caseId}/timeline/export?format=csv`, { cookie }),
    await web.send(`/cases/${seeded.caseId}/timeline/export?format=jsonl`, { cookie }),
    await web.send(`/cases/${seeded.caseId}/events/${eventId}`, { cookie }),
  ];
  for (const answer of answers) {
    const text = await answer.text();
    expect(answer.status, text).toBe(200);
    expect(text).not.toContain(secret);
    expect(text).toContain('mysql --password ****');
    expect(text).toContain('AKIAIOSFODNN7EXAMPLE');
  }
});
