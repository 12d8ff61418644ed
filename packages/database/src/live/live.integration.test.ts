import { newId } from '@virga/domain/ids';
import { aCase, aMember, aUser, type TestDatabase, testDatabase } from '@virga/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { emitLive, inTransaction, listenLive, liveHead, pruneLive, readLive } from '../index.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

const stop = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('live events', () => {
  it('reach members of the case only, and a user his own', async () => {
    const [mine, other] = [await aCase(test.db), await aCase(test.db)];
    const user = await aMember(test.db, mine.id);
    const stranger = await aUser(test.db);
    const since = await liveHead(test.db);
    await emitLive(test.db, { caseId: mine.id, kind: 'evidence', subject: 'a' });
    await emitLive(test.db, { caseId: other.id, kind: 'evidence', subject: 'b' });
    await emitLive(test.db, { caseId: mine.id, userId: stranger.id, kind: 'notification', subject: 'c' });
    await emitLive(test.db, { caseId: null, userId: stranger.id, kind: 'notification', subject: 'd' });
    await emitLive(test.db, { caseId: null, kind: 'case', subject: 'e', payload: { big: 1n } });
    expect((await readLive(test.db, user.id, since)).map((row) => row.subject)).toEqual(['a', 'e']);
    expect((await readLive(test.db, stranger.id, since)).map((row) => row.subject)).toEqual(['d', 'e']);
    await test.db.prisma.caseMember.deleteMany({ where: { userId: user.id } });
    expect((await readLive(test.db, user.id, since)).map((row) => row.subject)).toEqual(['e']);
  });

  it('a transaction that commits late gets a later number: no reader misses it', async () => {
    const since = await liveHead(test.db);
    const written = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const slow = inTransaction(test.db, async (tx) => {
      await emitLive(tx, { caseId: null, kind: 'case', subject: 'slow' });
      written.resolve();
      await mayCommit.promise;
    });
    await written.promise;
    await emitLive(test.db, { caseId: null, kind: 'case', subject: 'quick' });
    const user = newId();
    const seen = await readLive(test.db, user, since);
    expect(seen.map((row) => row.subject)).toEqual(['quick']);
    mayCommit.resolve();
    await slow;
    expect((await readLive(test.db, user, seen[0]!.seq)).map((row) => row.subject)).toEqual(['slow']);
  });

  it('are heard with the number they are stored under, and the listener comes back after its connection was cut', async () => {
    const heard: (bigint | null)[] = [];
    const listener = await listenLive(test.db, (seq) => heard.push(seq));
    await emitLive(test.db, { caseId: null, kind: 'case', subject: 'one' });
    await vi.waitFor(async () => expect(heard).toEqual([null, await liveHead(test.db)]));
    const admin = new pg.Client({ connectionString: process.env.VIRGA_TEST_POSTGRES_URL });
    await admin.connect();
    await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'virga-live'");
    await admin.end();
    await vi.waitFor(() => expect(heard.filter((seq) => seq === null)).toHaveLength(2), { timeout: 5000 });
    await emitLive(test.db, { caseId: null, kind: 'case', subject: 'two' });
    await vi.waitFor(async () => expect(heard.at(-1)).toBe(await liveHead(test.db)), { timeout: 5000 });
    await listener.close();
  });

  it('old ones are forgotten', async () => {
    await emitLive(test.db, { caseId: null, kind: 'case', subject: 'old' });
    await stop(5);
    expect(await pruneLive(test.db, 1)).toBeGreaterThan(0);
    expect(await liveHead(test.db)).toBe(0n);
  });
});
