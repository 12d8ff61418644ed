import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../repository.ts';
import { cycloneDx } from './cyclone-dx.ts';
import { judgeLicences } from './judge-licences.ts';
import { type LockedPackage, readLock } from './read-lock.ts';

interface Manifest {
  version?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  allowScripts?: Record<string, boolean>;
}

/** Scripts that run at install are named one by one, and no name stands there for nothing. */
export function scriptComplaints(packages: readonly LockedPackage[], allowed: Record<string, boolean>): string[] {
  const scripted = packages.filter((locked) => locked.hasInstallScript && locked.isForLinux).map(({ name }) => name);
  return [
    ...scripted.filter((name) => !(name in allowed)).map((name) => `${name} has an install script that nobody judged`),
    ...Object.keys(allowed)
      .filter((name) => !scripted.includes(name))
      .map((name) => `allowScripts names ${name}, which has no install script`),
  ];
}

/** Our own packages ask for exact versions, from the registry only. */
export function versionComplaints(place: string, manifest: Manifest): string[] {
  const asked = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  return Object.entries(asked)
    .filter(
      ([name, version]) => !(name.startsWith('@virga/') ? version === '*' : /^\d+\.\d+\.\d+[\w.+-]*$/.test(version)),
    )
    .map(([name, version]) => `${place}: ${name} is asked for as "${version}", not as one exact version`);
}

/** Licences, hashes, install scripts and exact versions; writes the licence list and the bill of materials. */
export async function checkSupplyChain(): Promise<{ passed: boolean; detail: string }> {
  const packages = readLock();
  const { licensed, complaints } = judgeLicences(packages);
  const main = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  for (const { name, version, integrity } of packages)
    if (!integrity?.startsWith('sha512-')) complaints.push(`${name}@${version} has no SHA-512 in the lock file`);
  complaints.push(...scriptComplaints(packages, main.allowScripts ?? {}));
  const listed = await run('git', ['ls-files', '-co', '--exclude-standard', 'package.json', '*/package.json']);
  for (const place of listed.output.split('\n').filter((path) => path.endsWith('package.json')))
    complaints.push(...versionComplaints(place, JSON.parse(readFileSync(join(root, place), 'utf8')) as Manifest));
  if (packages.length < 50) complaints.unshift(`only ${packages.length} packages in the lock file`);
  const folder = join(root, 'test-results', 'supply-chain');
  mkdirSync(folder, { recursive: true });
  const bill = cycloneDx(main.version ?? '0.0.0', licensed);
  writeFileSync(join(folder, 'virga.cdx.json'), `${JSON.stringify(bill, null, 1)}\n`);
  const lines = licensed.map(({ name, version, license }) => `${name}@${version}\t${license}`).sort();
  writeFileSync(join(folder, 'licences.txt'), `${[...new Set(lines)].join('\n')}\n`);
  return {
    passed: complaints.length === 0,
    detail: complaints.join('\n') || `${packages.length} packages; test-results/supply-chain`,
  };
}
