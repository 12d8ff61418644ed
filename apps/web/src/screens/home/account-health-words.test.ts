import { expect, test } from 'vitest';
import { accountHealth } from './account-health-words.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const good = { disabledAt: null, credentialExpiresAt: null, grants: ['collect-read'], lastTest: { state: 'done' } };

test.each([
  [{}, false, 'The last test went through. Set up: collect-read.'],
  [{ lastTest: null }, false, 'Not tested yet.'],
  [{ lastTest: { state: 'running' } }, false, 'A test runs.'],
  [{ lastTest: { state: 'failed' } }, true, 'The last test of the connection failed.'],
  [{ grants: [] }, true, 'No role is set up.'],
  [{ credentialExpiresAt: '2026-11-22T11:59:59Z' }, true, 'Its credentials have expired.'],
  [{ credentialExpiresAt: '2026-11-23T11:59:59Z' }, true, 'Its credentials expire within a day.'],
  [{ credentialExpiresAt: '2026-11-24T12:00:00Z' }, false, 'The last test went through. Set up: collect-read.'],
  [{ disabledAt: '2026-11-01T00:00:00Z', lastTest: null }, true, 'Disabled: nothing is collected from it.'],
])('%j', (change, isBad, sentence) => {
  expect(accountHealth({ ...good, ...change }, now)).toEqual({ isBad, sentence });
});
