import type { LockedPackage } from './read-lock.ts';

/** May be used and passed on with a closed or open product, with its notice. */
const permissive = new Set([
  ...['MIT', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'Unlicense', 'Zlib'],
  ...['CC0-1.0', 'Python-2.0'],
]);

/** Other licences, package by package, each with the reason why it may be here. */
const judged: { name: RegExp; license: string; why: string }[] = [
  {
    name: /^@img\/sharp/,
    license: 'LGPL-3.0-or-later',
    why: 'libvips, a library of its own that is loaded, not changed',
  },
  {
    name: /^(lightningcss|axe-core|@axe-core\/)/,
    license: 'MPL-2.0',
    why: 'used as published; its files are not changed',
  },
  { name: /^caniuse-lite$/, license: 'CC-BY-4.0', why: 'data for the build, named here' },
  { name: /^elkjs$/, license: 'EPL-2.0', why: 'used as published; its files are not changed' },
  {
    name: /^@(fontsource(-variable)?|expo-google-fonts)\//,
    license: 'OFL-1.1',
    why: 'a font, passed on whole and with its licence',
  },
];

/** Packages that name no licence in their package.json; read in their own files. */
const unnamed: Record<string, { license: string; from: string }> = {
  'png-js': { license: 'MIT', from: 'LICENSE' },
  'seq-queue': { license: 'MIT', from: 'LICENSE' },
  'combine-errors': { license: 'MIT', from: 'Readme.md' },
};

export interface LicensedPackage extends LockedPackage {
  license: string;
}

/** Every package with a licence, and a complaint for each whose licence was never judged. */
export function judgeLicences(packages: readonly LockedPackage[]): {
  licensed: LicensedPackage[];
  complaints: string[];
} {
  const licensed: LicensedPackage[] = [];
  const complaints: string[] = [];
  for (const locked of packages) {
    const license = locked.license ?? unnamed[locked.name]?.license ?? null;
    if (license === null) complaints.push(`${locked.name}@${locked.version} names no licence`);
    else if (!isAllowed(locked.name, license))
      complaints.push(`${locked.name}@${locked.version}: nobody judged the licence ${license}`);
    licensed.push({ ...locked, license: license ?? 'NOASSERTION' });
  }
  return { licensed, complaints };
}

/** SPDX expressions: every part of an AND has to be allowed, one part of an OR. */
function isAllowed(name: string, expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, '');
  return plain
    .split(/ and /i)
    .every((part) =>
      part
        .split(/ or /i)
        .some((one) => permissive.has(one) || judged.some((other) => other.license === one && other.name.test(name))),
    );
}
