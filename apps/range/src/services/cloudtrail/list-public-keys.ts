/**
 * ListPublicKeys: the keys with which digests of a region were signed in a period.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_ListPublicKeys.html
 */
import type { Operation } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { timeParameter } from './parameters.ts';
import { signingKey } from './signing-key.ts';

const DAY_MS = 86_400_000;

export const listPublicKeys: Operation = {
  handle: (call) => {
    const startMs = timeParameter(call, 'StartTime') ?? call.nowMs - DAY_MS;
    const endMs = timeParameter(call, 'EndTime') ?? call.nowMs;
    if (startMs > endMs) {
      throw new ServiceError('InvalidTimeRangeException', 400, 'The start time must be before the end time.');
    }
    const { nowMs: stagedMs, seed } = call.estate;
    const changedMs = stagedMs - 60 * DAY_MS;
    const periods = [
      { generation: 0, fromMs: changedMs, toMs: stagedMs + 305 * DAY_MS },
      { generation: 1, fromMs: changedMs - 365 * DAY_MS, toMs: changedMs },
    ];
    const valid = periods.filter((period) => period.fromMs <= endMs && period.toMs >= startMs);
    return {
      json: {
        PublicKeyList: valid.map(({ generation, fromMs, toMs }) => {
          const key = signingKey(seed, call.region, generation);
          return {
            Value: key.publicKeyDer.toString('base64'),
            ValidityStartTime: fromMs / 1000,
            ValidityEndTime: toMs / 1000,
            Fingerprint: key.fingerprint,
          };
        }),
      },
    };
  },
};
