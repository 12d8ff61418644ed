import { describe, expect, it } from 'vitest';
import { stageLeakedKey } from './stage-leaked-key.ts';

const nowMs = Date.parse('2026-11-22T12:00:00Z');
const staged = stageLeakedKey({ seed: 7, size: 'small', nowMs });
const records = staged.events.map((event) => JSON.parse(event.json) as Record<string, unknown>);

function identityTypes(): Set<string> {
  return new Set(records.map((record) => (record.userIdentity as { type: string }).type));
}

describe('the leaked-key scenario', () => {
  it('is the same for the same seed and moment, and another for another seed', () => {
    const again = stageLeakedKey({ seed: 7, size: 'small', nowMs });
    expect(again.events.map((event) => event.json)).toEqual(staged.events.map((event) => event.json));
    expect(JSON.stringify(again.estate)).toBe(JSON.stringify(staged.estate));
    expect(again.truth).toEqual(staged.truth);
    const other = stageLeakedKey({ seed: 8, size: 'small', nowMs });
    expect(other.truth.leakedKey.accessKeyId).not.toBe(staged.truth.leakedKey.accessKeyId);
  });

  it('has about three thousand records small and twenty-five thousand full', () => {
    expect(staged.events.length).toBeGreaterThan(2700);
    expect(staged.events.length).toBeLessThan(3300);
    const full = stageLeakedKey({ seed: 7, size: 'full', nowMs });
    expect(full.events.length).toBeGreaterThan(24_000);
    expect(full.events.length).toBeLessThan(26_000);
  });

  it('tells the truth: every event of a step is in the records exactly once, every lost one is not', () => {
    const count = new Map<string, number>();
    for (const event of staged.events) count.set(event.id, (count.get(event.id) ?? 0) + 1);
    const ids = staged.truth.steps.flatMap((step) => step.eventIds);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.map((id) => count.get(id))).toEqual(ids.map(() => 1));
    const lost = staged.truth.steps.flatMap((step) => step.lostEventIds);
    expect(lost.length).toBe(staged.truth.counts.lost);
    expect(lost.length).toBeGreaterThan(30);
    expect(lost.filter((id) => count.has(id))).toEqual([]);
  });

  it('counts its records by account and region', () => {
    const { counts } = staged.truth;
    expect(counts.records).toBe(records.length);
    expect(Object.values(counts.byAccountRegion).reduce((sum, n) => sum + n, 0)).toBe(records.length);
    expect(counts.management + counts.data).toBe(counts.records);
  });

  it('orders the steps in time, from three days ago to hours ago', () => {
    const starts = staged.truth.steps.map((step) => step.startTime);
    expect([...starts].sort()).toEqual(starts);
    expect(staged.truth.steps.map((step) => step.order)).toEqual(starts.map((_, i) => i + 1));
    expect(nowMs - Date.parse(starts[0]!)).toBeGreaterThan(2.9 * 86_400_000);
    expect(nowMs - Date.parse(staged.truth.steps.at(-1)!.endTime)).toBeLessThan(8 * 3_600_000);
    expect(staged.events.every((event) => event.timeMs < nowMs)).toBe(true);
  });

  it('shows every kind of identity and the shape of a 1.09 record', () => {
    const wanted = ['IAMUser', 'AssumedRole', 'AWSService', 'AWSAccount', 'Root', 'FederatedUser', 'WebIdentityUser'];
    for (const type of wanted) expect(identityTypes()).toContain(type);
    for (const record of records) {
      expect(record.eventVersion).toBe('1.09');
      expect(record.eventID).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(record.eventTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(String(record.managementEvent)).toBe(String(record.eventCategory === 'Management'));
    }
  });

  it('gives both accounts of a call across accounts the same shared event id', () => {
    const shared = Map.groupBy(
      records.filter((record) => record.sharedEventID !== undefined && record.eventName === 'AssumeRole'),
      (record) => String(record.sharedEventID),
    );
    const pairs = [...shared.values()].filter((pair) => pair.length === 2);
    expect(pairs.length).toBeGreaterThan(5);
    for (const pair of pairs) expect(pair[0]!.recipientAccountId).not.toBe(pair[1]!.recipientAccountId);
  });

  it('carries the strings that an attacker would write', () => {
    const all = staged.events.map((event) => event.json).join('\n');
    for (const text of [
      '<script>fetch(',
      '=HYPERLINK(',
      '\\r\\nX-Injected: 1',
      '\u202e',
      '\\u0000',
      '<img src=x onerror',
    ]) {
      expect(all).toContain(text);
    }
  });

  it('leaves the miner and the intermediate user in the logs alone', () => {
    const { vanished, accounts } = staged.truth;
    const production = staged.estate.accounts[accounts.production!]!;
    const instances = Object.values(production.regions).flatMap((region) => Object.keys(region.instances));
    expect(instances).not.toContain(vanished.instanceId);
    expect(production.iam.users[vanished.userName]).toBeUndefined();
    expect(staged.events.some((event) => event.json.includes(vanished.instanceId))).toBe(true);
    expect(staged.events.some((event) => event.resources.some((resource) => resource.name === vanished.userName))).toBe(
      true,
    );
  });

  it('ties the stolen role credentials to the instance', () => {
    const theft = staged.truth.steps.find((step) => step.id === 'role-credentials-outside')!;
    const handedOut = staged.events.find(
      (event) => event.name === 'AssumeRole' && event.json.includes(`"accessKeyId":"${theft.accessKeyId}"`),
    );
    expect(handedOut?.json).toContain(staged.truth.compromisedInstance.id);
  });
});
