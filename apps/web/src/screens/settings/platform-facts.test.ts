import { expect, test } from 'vitest';
import { keyFacts, sandboxFacts } from './platform-facts.ts';
import type { PlatformSettings } from './settings-types.ts';

const process = { id: 'x', pid: 7, host: 'h', startedAt: '', seenAt: '', alive: true };
const settings = (change: object) =>
  ({
    keys: {
      custodySigning: null,
      sealing: { keyId: 'k', secrets: 5, olderSecrets: 2 },
      factors: { from: 'session secret', held: 1 },
      timestampAuthority: null,
    },
    processes: [],
    ...change,
  }) as unknown as PlatformSettings;

test('a rotation that is not done says how much is left', () => {
  const rotation = keyFacts(settings({})).find((fact) => fact.name === 'Rotation');
  expect(rotation?.value).toContain('2 of 5 secrets are still sealed with an older key');
});

test('a worker that does not say how it is confined is never called safe; dead ones and the web app are left out', () => {
  const processes = [
    { ...process, role: 'parse', facts: { sandbox: 'namespaces' } },
    { ...process, role: 'parse', facts: {} },
    { ...process, role: 'collect', facts: {} },
    { ...process, role: 'web', facts: {} },
    { ...process, role: 'parse', facts: { sandbox: 'old' }, alive: false },
  ];
  expect(sandboxFacts(settings({ processes })).map((fact) => fact.value)).toEqual([
    'namespaces',
    '! it does not say',
    expect.stringContaining('not confined'),
  ]);
});
