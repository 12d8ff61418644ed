import { generateKeyPairSync } from 'node:crypto';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, type CustodyEntry } from '@virga/domain';
import { expect, it } from 'vitest';
import { buildCustodyEntry } from '../custody/custody-entry.ts';
import { signHead } from '../custody/sign-head.ts';
import { rethrowStorage } from '../item/store-full.ts';
import { CaseRecords } from './case-records.ts';

it('appends heads and entries once, in order, and drops a line that a crash cut', async () => {
  const root = await mkdtemp(join(tmpdir(), 'virga-records-'));
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
  const chain: CustodyEntry[] = [];
  for (let number = 1; number <= 3; number++)
    chain.push(
      buildCustodyEntry(chain.at(-1) ?? null, {
        caseId: 'case-1',
        what: 'evidence verified',
        actor: { userId: null, name: 'worker', cloudIdentity: null },
        when: { ours: '2026-11-22T10:00:00.000000Z', provider: null, offsetMs: null },
        evidenceId: null,
        hash: null,
        hashedAt: null,
        requestIds: [],
        tool: 'virga test',
        details: {},
      }),
    );
  const records = new CaseRecords(root);
  await records.appendCustody('case-1', chain.slice(0, 2));
  await appendFile(join(root, 'case-1', 'custody.jsonl'), '{"caseId":"case-1","num');
  expect(await records.readCustody('case-1')).toEqual(chain.slice(0, 2));
  // Two items of the case are sealed at once: both find the same entry missing.
  await Promise.all([records.appendCustody('case-1', chain), records.appendCustody('case-1', chain)]);
  expect(await records.readCustody('case-1')).toEqual(chain);
  const head = signHead(chain[2]!, privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
  await records.appendHead(head, publicPem);
  expect(await records.readHeads('case-1')).toEqual({ heads: [head], publicKeys: [publicPem] });
  expect(await records.readHeads('case-2')).toEqual({ heads: [], publicKeys: [] });
  await rm(root, { recursive: true });
});

it('says of a full disk what is kept, and of a vanished work folder that the lease is lost', () => {
  const thrownFor = (code: string): unknown => {
    try {
      return rethrowStorage(Object.assign(new Error(code), { code }), 'All blocks are kept.');
    } catch (thrown) {
      return thrown;
    }
  };
  expect(thrownFor('ENOSPC')).toMatchObject({ code: 'evidence.store_full', facts: { kept: 'All blocks are kept.' } });
  expect(thrownFor('ENOENT')).toMatchObject({ code: 'lease.lost' });
  expect(thrownFor('EIO')).not.toBeInstanceOf(AppError);
});
