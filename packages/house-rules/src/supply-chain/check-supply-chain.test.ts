import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../repository.ts';
import { checkSupplyChain, scriptComplaints, versionComplaints } from './check-supply-chain.ts';
import { judgeLicences } from './judge-licences.ts';
import { type LockedPackage, readLock } from './read-lock.ts';

function locked(fields: Partial<LockedPackage>): LockedPackage {
  return {
    ...{ place: 'node_modules/x', name: 'x', version: '1.0.0', license: 'MIT', integrity: 'sha512-AA==' },
    ...{ isDevelopment: false, hasInstallScript: false, isForLinux: true, dependencies: [] },
    ...fields,
  };
}

test('the product as it is: licences judged, hashes there, scripts named, versions exact [S5.supply-chain]', async () => {
  expect(await checkSupplyChain()).toMatchObject({ passed: true });
  const bill = JSON.parse(readFileSync(join(root, 'test-results/supply-chain/virga.cdx.json'), 'utf8')) as {
    bomFormat: string;
    components: { purl: string; hashes: { content: string }[] }[];
    dependencies: { ref: string; dependsOn: string[] }[];
  };
  expect(bill.bomFormat).toBe('CycloneDX');
  const known = new Set(bill.components.map(({ purl }) => purl));
  expect(known.size).toBe(new Set(readLock().map(({ name, version }) => `${name}@${version}`)).size);
  expect(bill.components.every(({ hashes }) => hashes[0]?.content.length === 128)).toBe(true);
  expect(bill.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((purl) => !known.has(purl))).toEqual([]);
});

test('an unknown licence, a new install script and a loose version are found [S5.supply-chain]', () => {
  expect(judgeLicences([locked({ license: 'AGPL-3.0-only' })]).complaints).toHaveLength(1);
  expect(judgeLicences([locked({ license: null })]).complaints).toHaveLength(1);
  expect(judgeLicences([locked({ license: '(AGPL-3.0-only OR MIT)' })]).complaints).toHaveLength(0);
  expect(judgeLicences([locked({ license: 'MIT AND LGPL-3.0-or-later' })]).complaints).toHaveLength(1);
  expect(scriptComplaints([locked({ hasInstallScript: true })], {})).toHaveLength(1);
  expect(scriptComplaints([locked({})], { gone: true })).toHaveLength(1);
  for (const version of ['^1.0.0', '~1.0.0', '>=1', 'latest', 'git+https://example.org/x.git', 'file:../x'])
    expect(versionComplaints('package.json', { dependencies: { x: version } }), version).toHaveLength(1);
  expect(versionComplaints('package.json', { dependencies: { x: '1.0.0-beta.17', '@virga/disk': '*' } })).toEqual([]);
});
