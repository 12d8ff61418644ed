import type { CatalogSource } from './catalog-source.ts';

/** Where a source or action has really run: what only our range answered is never called working with the cloud. */
export function proofWords(proof: CatalogSource['proof']): string {
  return proof.map(({ where, note }) => `${where}: ${note}`).join(' ') || 'nowhere yet';
}
