import { listStaleParseRuns } from '@virga/database';
import { AppError } from '@virga/domain';
import type { TimelineStore } from '@virga/timeline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ParseStage } from '../testing/parse-stage.ts';
import { runParse } from './run-parse.ts';

let stage: ParseStage;
beforeAll(async () => {
  stage = await ParseStage.start();
});
afterAll(() => stage.stop());

test('a passing fault rests the run before its next attempt: neither its job nor the sweep starts it at once', async () => {
  const caseId = await stage.newCase();
  const record = { eventName: 'A', eventSource: 's', eventTime: '2026-10-01T12:00:00Z', eventID: 'one' };
  const item = await stage.sealed(caseId, { 'a.json': JSON.stringify({ Records: [record] }) });
  const { prisma } = stage.test.db;
  const run = () => prisma.parseRun.findFirstOrThrow({ where: { evidenceId: item.id } });
  const { id } = await run();
  const full = new AppError({ code: 'system.unavailable', message: 'Away for a moment.', retryable: true });
  const timeline: TimelineStore = { ...stage.parts.timeline, append: () => Promise.reject(full) };
  await runParse({ ...stage.parts, timeline }, id);
  const rested = await run();
  expect(rested).toMatchObject({ state: 'queued', attempt: 1, leaseOwner: null });
  expect(rested.leaseUntil!.getTime()).toBeGreaterThan(Date.now());
  const stale = async () => (await listStaleParseRuns(stage.test.db, 0)).map((row) => row.id);
  expect(await stale()).not.toContain(id);
  await runParse(stage.parts, id);
  expect(await run()).toMatchObject({ state: 'queued', attempt: 1 });
  await prisma.parseRun.update({ where: { id }, data: { leaseUntil: new Date(Date.now() - 1000) } });
  expect(await stale()).toContain(id);
  await runParse(stage.parts, id);
  expect(await run()).toMatchObject({ state: 'done', attempt: 1 });
  expect(await stage.stored(item.id)).toMatchObject({ rows: 1 });
}, 30_000);
