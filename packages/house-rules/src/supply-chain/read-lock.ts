import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../repository.ts';

/** One package of package-lock.json that comes from the registry. */
export interface LockedPackage {
  /** `node_modules/a/node_modules/b`: where it is installed. */
  place: string;
  name: string;
  version: string;
  license: string | null;
  /** `sha512-<base64>` */
  integrity: string | null;
  isDevelopment: boolean;
  hasInstallScript: boolean;
  /** False for a package of another system or processor: npm leaves it out here. */
  isForLinux: boolean;
  dependencies: string[];
}

interface LockEntry {
  version?: string;
  link?: boolean;
  license?: string;
  integrity?: string;
  dev?: boolean;
  hasInstallScript?: boolean;
  os?: string[];
  cpu?: string[];
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

export function readLock(file = join(root, 'package-lock.json')): LockedPackage[] {
  const { packages } = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockEntry> };
  return Object.entries(packages)
    .filter(([place, entry]) => place.includes('node_modules/') && !entry.link)
    .map(([place, entry]) => ({
      place,
      name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version ?? '',
      license: entry.license ?? null,
      integrity: entry.integrity ?? null,
      isDevelopment: entry.dev ?? false,
      hasInstallScript: entry.hasInstallScript ?? false,
      isForLinux: (entry.os ?? ['linux']).includes('linux') && (entry.cpu ?? ['x64']).includes('x64'),
      dependencies: Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }).sort(),
    }));
}
