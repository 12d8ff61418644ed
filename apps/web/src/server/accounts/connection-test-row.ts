import type { ConnectionTest } from '@virga/database';
import type { z } from 'zod';
import type { connectionTest } from '../../contract/accounts.ts';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';

const states = ['queued', 'running', 'done', 'failed'] as const;

export function connectionTestOf(row: ConnectionTest): z.input<typeof connectionTest> {
  return {
    id: row.id,
    state: states.find((state) => state === row.state) ?? 'failed',
    createdAt: isoOf(row.createdAt),
    finishedAt: isoOrNull(row.finishedAt),
    result: row.result as z.input<typeof connectionTest>['result'],
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
  };
}
