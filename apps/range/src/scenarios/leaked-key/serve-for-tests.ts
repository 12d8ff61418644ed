/** A range in this process for integration tests, with the credentials of an administrator of every account. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EstateSize } from '../../estate/types.ts';
import { type Range, startRange } from '../../start-range.ts';
import { BREAK_GLASS_USER } from './estate/identities.ts';
import type { Truth } from './truth.ts';

export interface ServedRange {
  range: Range;
  truth: Truth;
  url: string;
  /** What an SDK client of the account needs, beside its region. */
  clientOf(account: string): { endpoint: string; credentials: { accessKeyId: string; secretAccessKey: string } };
  close(): Promise<void>;
}

export async function serveForTests(size: EstateSize = 'small'): Promise<ServedRange> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'range-test-'));
  const range = await startRange({ port: 0, dataFolder, seed: 7, size, scenario: 'leaked-key' });
  const truth = range.truth as Truth;
  return {
    range,
    truth,
    url: range.summary.url,
    clientOf: (account) => {
      const key = range.estate.accounts[account]?.iam.users[BREAK_GLASS_USER]?.accessKeys[0];
      if (!key) throw new Error(`no administrator in account ${account}`);
      return { endpoint: range.summary.url, credentials: { accessKeyId: key.id, secretAccessKey: key.secret } };
    },
    close: async () => {
      await range.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}
