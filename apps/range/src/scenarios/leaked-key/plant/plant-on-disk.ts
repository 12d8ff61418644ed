/** Names and contents of files that the attacker chose for whoever lists them. */
import type { DiskFacts } from '../disk/facts.ts';
import { HOST_MINUTES } from '../disk/facts.ts';
import type { TreeBuilder } from '../disk/tree-builder.ts';

/** ext4 takes any bytes but the separator and NUL, at most 255. */
const mostNameBytes = 255;

export function plantOnDisk(tree: TreeBuilder, facts: DiskFacts): void {
  const taken = new Set<string>();
  for (const [name, text] of Object.entries(facts.cast.planted ?? {})) {
    const fileName = nameOf(text) || `empty-${name}`;
    if (taken.has(fileName)) continue;
    taken.add(fileName);
    tree.file(`/srv/shop/uploads/${fileName}`, `${text}\n`, facts.at(HOST_MINUTES.webShell + 3), {
      uid: 991,
      gid: 991,
    });
  }
}

function nameOf(text: string): string {
  let name = '';
  let bytes = 0;
  for (const sign of text.toWellFormed().replaceAll('/', '\u2215').replaceAll('\0', '')) {
    bytes += Buffer.byteLength(sign);
    if (bytes > mostNameBytes) break;
    name += sign;
  }
  return name === '.' || name === '..' ? '' : name;
}
