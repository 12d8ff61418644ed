import type { z } from 'zod';
import type { accountDetail, accountRow, connectionTest } from '../../contract/accounts.ts';

export type AccountRow = z.output<typeof accountRow>;
export type AccountDetail = z.output<typeof accountDetail>;
export type Management = NonNullable<AccountDetail['management']>;
export type ConnectionTest = z.output<typeof connectionTest>;
