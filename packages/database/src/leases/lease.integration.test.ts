import { aCase, anAcquisition, anEvidenceItem, type TestDatabase, testDatabase } from '@virga/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  assertLease,
  claimAcquisition,
  claimParseRun,
  createParseRun,
  finishAcquisition,
  inTransaction,
  listStaleAcquisitions,
  listStaleParseRuns,
  pauseAcquisition,
  releaseLease,
  renewLease,
  saveCheckpoint,
  saveParseCheckpoint,
  swapGeneration,
} from '../index.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const lost = { code: 'lease.lost' };
const stop = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function queued() {
  const row = await aCase(test.db);
  return anAcquisition(test.db, row.id);
}

describe('a claimed row', () => {
  it('belongs to one of twenty that claim it at once', async () => {
    const { id } = await queued();
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, index) => claimAcquisition(test.db, id, `worker-${index}`, 60_000)),
    );
    const won = claims.filter((claim) => claim !== null);
    expect(won).toHaveLength(1);
    expect(won[0]!.lease.fence).toBe(1n);
    expect(won[0]!.row).toMatchObject({ state: 'running', attempt: 0 });
  });

  it('after the lease ran out the next one takes over, and the first is refused everywhere', async () => {
    const { id } = await queued();
    const first = (await claimAcquisition(test.db, id, 'slow', 1))!;
    await stop(20);
    const second = (await claimAcquisition(test.db, id, 'quick', 60_000))!;
    expect(second.lease.fence).toBe(2n);
    expect(second.row.attempt).toBe(1);
    await expect(saveCheckpoint(test.db, first.lease, { checkpoint: { page: 1 } })).rejects.toMatchObject(lost);
    await expect(renewLease(test.db, first.lease, 60_000)).rejects.toMatchObject(lost);
    await expect(inTransaction(test.db, (tx) => assertLease(tx, first.lease))).rejects.toMatchObject(lost);
    await expect(finishAcquisition(test.db, first.lease, { state: 'done' })).rejects.toMatchObject(lost);
    await releaseLease(test.db, first.lease);
    await saveCheckpoint(test.db, second.lease, { checkpoint: { page: 7n }, progress: { done: 7 }, step: 'transfer' });
    const row = await test.db.prisma.acquisition.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({
      checkpoint: { page: '7' },
      progress: { done: 7 },
      step: 'transfer',
      leaseOwner: 'quick',
    });
  });

  it('a claim waits for a transaction that asserted the lease, so a write never lands after a takeover', async () => {
    const { id } = await queued();
    const first = (await claimAcquisition(test.db, id, 'slow', 1))!;
    await stop(20);
    const order: string[] = [];
    const asserted = Promise.withResolvers<void>();
    const writing = inTransaction(test.db, async (tx) => {
      await assertLease(tx, first.lease);
      asserted.resolve();
      await stop(150);
      order.push('written');
    });
    await asserted.promise;
    const claiming = claimAcquisition(test.db, id, 'quick', 60_000).then(() => order.push('claimed'));
    await Promise.all([writing, claiming]);
    expect(order).toEqual(['written', 'claimed']);
  });

  it('waits until its time, then is due again; what is finished is not', async () => {
    const { id } = await queued();
    const { lease } = (await claimAcquisition(test.db, id, 'one', 60_000))!;
    await pauseAcquisition(test.db, lease, { nextRunAt: new Date(Date.now() + 200), phase: 'poll' });
    const due = async () => (await listStaleAcquisitions(test.db, -1000)).map((row) => row.id);
    expect(await due()).not.toContain(id);
    await stop(220);
    expect(await due()).toContain(id);
    const again = (await claimAcquisition(test.db, id, 'two', 60_000))!;
    expect(again.row.attempt).toBe(0);
    expect(await due()).not.toContain(id);
    await finishAcquisition(test.db, again.lease, { state: 'done', step: 'ledger' });
    expect(await due()).not.toContain(id);
    expect(await claimAcquisition(test.db, id, 'three', 60_000)).toBeNull();
    const row = await test.db.prisma.acquisition.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ state: 'done', leaseOwner: null, leaseUntil: null });
    expect(row.finishedAt).not.toBeNull();
  });
});

it('a parse run has generations, the same fence, and swaps its rows in for the item [F7.swap]', async () => {
  const row = await aCase(test.db);
  const item = await anEvidenceItem(test.db, row.id, { state: 'sealed' });
  const { lease: scope } = (await claimAcquisition(test.db, (await anAcquisition(test.db, row.id)).id, 'x', 60_000))!;
  const first = await createParseRun(test.db, scope, { evidenceId: item.id, parserId: 'aws/cloudtrail@1' });
  const second = await createParseRun(test.db, scope, { evidenceId: item.id, parserId: 'aws/cloudtrail@2' });
  expect([first.generation, second.generation]).toEqual([1, 2]);
  expect((await listStaleParseRuns(test.db, -1000)).map((run) => run.id)).toEqual([first.id, second.id]);
  const claim = (await claimParseRun(test.db, second.id, 'parser', 60_000))!;
  expect(claim.evidence.id).toBe(item.id);
  await saveParseCheckpoint(test.db, claim.lease, { checkpoint: { objectsDone: 3 } });
  await inTransaction(test.db, (tx) =>
    swapGeneration(tx, claim.lease, {
      parserId: 'aws/cloudtrail@2',
      ledger: { conflicts: 0 },
      ledgerColour: 'green',
      ledgerReasons: [],
      eventCount: 12n,
    }),
  );
  const shown = await test.db.prisma.evidenceItem.findUniqueOrThrow({ where: { id: item.id } });
  expect(shown).toMatchObject({ generation: 2, state: 'done', eventCount: 12n, ledgerColour: 'green' });
});
