import { expect, test } from 'vitest';
import { checkNetworkDoors, foreignDoor } from './network-doors.ts';

test.each([
  "import { request } from 'node:https';",
  "import { isIP, connect } from 'node:net';",
  "import { EC2 } from '@aws-sdk/client-ec2';",
  "import { fetch } from 'undici';",
  '  const answer = await fetch(url);',
  'const socket = new WebSocket(url);',
])('outside the egress door this is found: %s [S4.egress-door]', (line) => {
  expect(foreignDoor('packages/formats/src/x.ts', `const a = 1;\n${line}\n`)).toBe(line.trim());
  expect(foreignDoor('packages/cloud/src/x.ts', line)).toBeNull();
});

test.each([
  "import type { LookupFunction } from 'node:net';",
  "import { isIP, type Socket } from 'node:net';",
  '  const rows = await this.prefetch(page);',
  '  const next = api.fetch(page);',
  "// fetch('x') in a comment",
])('this is no connection: %s', (line) => {
  expect(foreignDoor('packages/formats/src/x.ts', line)).toBeNull();
});

test('no file of ours opens a connection outside the egress door [S4.egress-door]', async () => {
  expect(await checkNetworkDoors()).toMatchObject({ passed: true });
});
