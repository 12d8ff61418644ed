import { hostileStrings } from '@virga/testing';
import { expect, test } from 'vitest';
import { writeExt4 } from '../../../disk/write-ext4.ts';
import { stageLeakedKey } from '../stage-leaked-key.ts';

const options = { seed: 7, size: 'small' as const, nowMs: Date.parse('2026-11-22T12:00:00Z') };
const plain = stageLeakedKey(options);
const planted = stageLeakedKey({ ...options, planted: hostileStrings });
const texts = Object.values(hostileStrings).filter((text) => text !== '');

test('every hostile string stands as agent, as name and value of a parameter, and in an error [S2.hostile-planted]', () => {
  const records = planted.events.map((event) => JSON.parse(event.json) as Record<string, unknown>);
  const agents = new Set(records.map((record) => record['userAgent']));
  const errors = records.map((record) => String(record['errorMessage'])).join('\n');
  for (const text of texts) {
    expect(agents.has(text)).toBe(true);
    expect(errors).toContain(text);
    const request = { secretId: text, filters: { [text]: [text] } };
    expect(records.some((record) => JSON.stringify(record['requestParameters']) === JSON.stringify(request))).toBe(
      true,
    );
  }
});

test('tags, descriptions, user data, console and file names carry what each of them can hold [S2.hostile-planted]', () => {
  const { id, accountId, region } = planted.truth.compromisedInstance;
  const instance = planted.estate.accounts[accountId]!.regions[region]!.instances[id]!;
  expect(Object.values(instance.tags)).toContain(hostileStrings['script']);
  expect(Object.keys(instance.tags).length).toBeGreaterThan(30);
  expect(Object.keys(instance.tags).length).toBeLessThanOrEqual(50);
  for (const text of texts) expect(instance.consoleOutput).toContain(text);
  expect(Buffer.from(instance.userDataBase64!, 'base64').toString()).toContain(hostileStrings['formula']);
  const names = planted.images['web-root']!().nodes.map((node) => node.path.slice(node.path.lastIndexOf('/') + 1));
  expect(names).toContain(hostileStrings['formulaFullWidth']);
  expect(names.filter((name) => name.includes('onerror=alert(1)')).length).toBe(1);
  expect(names.every((name) => Buffer.byteLength(name) <= 255)).toBe(true);
});

test('without strings nothing is planted, and planting changes no other record', () => {
  const ids = new Set(planted.events.map((event) => event.id));
  expect(plain.events.every((event) => ids.has(event.id))).toBe(true);
  expect(planted.events.length).toBe(plain.events.length + 2 * Object.keys(hostileStrings).length);
  expect(plain.truth.steps.map((step) => step.id)).not.toContain('log-pollution');
});

test('the disk with the planted names is written, each name as its bytes [S2.hostile-planted]', () => {
  const tree = planted.images['web-root']!();
  const image = writeExt4(tree);
  const names = tree.nodes.map((node) => node.path.slice(node.path.lastIndexOf('/') + 1));
  expect(names.some((name) => name.includes('\n'))).toBe(true);
  for (const name of names) expect(image.includes(name), name).toBe(true);
});
