import type { CloudCall } from '@virga/cloud/aws';
import type { Database } from '@virga/database';
import { expect, test } from 'vitest';
import { CallRecorder } from './call-recorder.ts';
import { clockWarning } from './warn-of-clock.ts';

const owner = { cloudAccountId: 'a', externalAccountId: '1', caseId: null, acquisitionId: null };
/** Never written to here: the rows wait for a flush that nobody calls. */
const nowhere = {} as Database;

/** A call whose answer carries a Date header so many milliseconds before our clock's middle of the call. */
function call(oursMs: number, behindMs: number): CloudCall {
  const facts = { service: 'ec2', operation: 'DescribeInstances', region: 'eu-west-1', grant: 'collect-read' as const };
  const rest = { attempt: 1, credentialId: null, requestId: 'r-1', httpStatus: 200, errorCode: null };
  const micros = BigInt(oursMs) * 1000n;
  const providerDate = new Date(oursMs - behindMs).toUTCString();
  return { ...facts, ...rest, sentAtMicros: micros - 20_000n, atMicros: micros + 20_000n, providerDate };
}

test('[F9.provider-clock] more than two seconds between our clock and the Date header warn, in either direction', () => {
  const noon = Date.UTC(2026, 10, 22, 12, 0, 0);
  const measured = (behindMs: number) => {
    const recorder = new CallRecorder(nowhere, owner);
    for (let index = 0; index < 5; index += 1) recorder.record(call(noon + index * 1000, behindMs));
    return recorder.clock();
  };
  expect(measured(5000)).toEqual({ clockOffsetMs: 4500, providerDate: '2026-11-22T11:59:59.000Z' });
  expect(clockWarning(measured(5000).clockOffsetMs)).toContain("4.5 s ahead of the provider's");
  expect(clockWarning(measured(-4000).clockOffsetMs)).toContain("4.5 s behind the provider's");
  // The header counts whole seconds, so half a second either way is no difference at all.
  for (const behindMs of [0, 1000, 2000]) expect(clockWarning(measured(behindMs).clockOffsetMs)).toBeNull();
  expect(clockWarning(new CallRecorder(nowhere, owner).clockOffsetMs())).toBeNull();
  expect(clockWarning(2000)).toBeNull();
  expect(clockWarning(-2001)).not.toBeNull();
});
