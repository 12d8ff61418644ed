import type { HeadAnchor, SignedHead } from '@virga/evidence-store';

/**
 * Heads of the database and those beside the evidence: an export carries both, so that a chain that the owner of the
 * database wrote anew is contradicted by the heads he could not reach.
 */
export function everyHead(stored: readonly SignedHead[], beside: readonly SignedHead[]): SignedHead[] {
  const known = new Map([...stored, ...beside].map((head) => [`${head.number} ${head.signature}`, head]));
  return [...known.values()].sort((a, b) => a.number - b.number || (a.at < b.at ? -1 : 1));
}

export function everyAnchor(stored: readonly HeadAnchor[], beside: readonly HeadAnchor[]): HeadAnchor[] {
  const known = new Map([...stored, ...beside].map((anchor) => [`${anchor.headHash} ${anchor.serial}`, anchor]));
  return [...known.values()].sort((a, b) => a.number - b.number || (a.at < b.at ? -1 : 1));
}
