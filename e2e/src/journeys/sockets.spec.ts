import { setTimeout as pause } from 'node:timers/promises';
import { callApi, stagedCaseId } from '../page/api.ts';
import { expect, test } from '../page/fixtures.ts';
import { loopback, type OwnSocket, ownSockets } from '../page/own-sockets.ts';
import { signInAs } from '../page/sign-in.ts';

test('everything listens on 127.0.0.1 and nowhere else [S5.loopback]', () => {
  const listening = ownSockets().filter((socket) => socket.isListening);
  // The web app and the range at least.
  expect(listening.length).toBeGreaterThanOrEqual(2);
  expect(listening.filter(({ localAddress }) => !loopback.test(localAddress))).toEqual([]);
});

test('while it works, no process of the product speaks to another machine or asks for a name [S5.no-telemetry]', async ({
  page,
}) => {
  await signInAs(page, 'lead');
  const caseId = await stagedCaseId(page);
  // By addresses alone: many connections to one place are one entry, `looks` counts them all.
  const seen = new Map<string, OwnSocket>();
  let looks = 0;
  const until = Date.now() + 8000;
  // Work for web and collect: a page, an inventory of the whole estate, a search.
  await callApi(page, 'POST', `/cases/${caseId}/timeline/search`, { query: '' });
  await page.goto(`/cases/${caseId}/scope`);
  while (Date.now() < until) {
    for (const socket of ownSockets()) {
      looks += socket.isListening ? 0 : 1;
      seen.set(JSON.stringify(socket), socket);
    }
    await pause(50);
  }
  const outward = [...seen.values()].filter((socket) => !socket.isListening);
  expect(looks).toBeGreaterThan(100);
  expect(outward.filter(({ remoteAddress }) => !loopback.test(remoteAddress))).toEqual([]);
  expect([...seen.values()].filter(({ protocol }) => protocol.startsWith('udp'))).toEqual([]);
});
