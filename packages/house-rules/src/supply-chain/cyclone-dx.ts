import type { LicensedPackage } from './judge-licences.ts';

/** Package URL: the one name of a package across tools (purl-spec, type npm). */
function purlOf({ name, version }: LicensedPackage): string {
  return `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
}

/** Where `name` is found from a package at `place`: its own node_modules, then each one above (Node's rule). */
function resolveFrom(
  place: string,
  name: string,
  byPlace: ReadonlyMap<string, LicensedPackage>,
): LicensedPackage | null {
  for (let folder: string | null = place; folder !== null; ) {
    const found = byPlace.get(`${folder === '' ? '' : `${folder}/`}node_modules/${name}`);
    if (found) return found;
    const above: number = folder.lastIndexOf('/node_modules/');
    folder = folder === '' ? null : above < 0 ? '' : folder.slice(0, above);
  }
  return null;
}

/** Bill of materials in CycloneDX 1.6 (ECMA-424): what is in the product, with hashes and licences. */
export function cycloneDx(version: string, packages: readonly LicensedPackage[]): object {
  const byPlace = new Map(packages.map((locked) => [locked.place, locked]));
  const unique = new Map(packages.map((locked) => [purlOf(locked), locked]));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': 'virga', name: 'virga', version } },
    components: [...unique].map(([purl, locked]) => ({
      type: 'library',
      'bom-ref': purl,
      name: locked.name,
      version: locked.version,
      purl,
      scope: locked.isDevelopment ? 'excluded' : 'required',
      licenses: [{ expression: locked.license.replace(/ and /g, ' AND ') }],
      hashes: (locked.integrity ?? '')
        .split(' ')
        .filter((one) => one.startsWith('sha512-'))
        .map((one) => ({ alg: 'SHA-512', content: Buffer.from(one.slice(7), 'base64').toString('hex') })),
    })),
    dependencies: [...unique].map(([purl, locked]) => ({
      ref: purl,
      dependsOn: [
        ...new Set(
          locked.dependencies.flatMap((name) => {
            const found = resolveFrom(locked.place, name, byPlace);
            return found ? [purlOf(found)] : [];
          }),
        ),
      ],
    })),
  };
}
