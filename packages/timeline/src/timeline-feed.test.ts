import { newId } from '@virga/domain/ids';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generatedWrites } from './contract/generated-events.ts';
import { memoryTimeline } from './contract/memory-timeline-store.ts';
import type { AppendRequest } from './store.ts';
import { TimelineFeed } from './timeline-feed.ts';

const item = { caseId: newId(), evidenceId: newId() };
const writes = fc.sample(generatedWrites(item.evidenceId, 6), { numRuns: 1, seed: 3 })[0]!;

test('one batch is under way while the next fills; a fault of it stops the next and nothing overtakes', async () => {
  const { store } = memoryTimeline({ pageTokenKey: new Uint8Array(32), now: () => 0n });
  const order: string[] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const gated = {
    ...store,
    startBatch: store.startBatch.bind(store),
    async append(request: AppendRequest) {
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      order.push(`begins ${(request.rows as unknown[]).length}`);
      await gate.promise;
      order.push('ends');
      return store.append(request);
    },
  };
  const feed = new TimelineFeed(gated as typeof store, item);
  feed.add(writes[0]!);
  await feed.send();
  feed.add(writes[1]!);
  feed.add(writes[2]!);
  expect(feed.waiting).toBe(2);
  const second = feed.send();
  expect(feed.waiting).toBe(0);
  expect(order).toEqual(['begins 1']);
  gates[0]!.resolve();
  await second;
  expect(order).toEqual(['begins 1', 'ends', 'begins 2']);
  gates[1]!.reject(new Error('fence lost'));
  feed.add(writes[3]!);
  await expect(feed.send()).rejects.toThrow('fence lost');
  await expect(feed.settle()).rejects.toThrow('fence lost');
  expect(order).toEqual(['begins 1', 'ends', 'begins 2']);
});
