import type { CustodyAnchor } from '@virga/database';
import type { HeadAnchor } from '@virga/evidence-store';

/** Stamps as the database keeps them, in the form that the evidence store and the bag use. */
export function storedAnchors(rows: readonly CustodyAnchor[]): HeadAnchor[] {
  return rows.map(({ id: _, createdAt: _created, stampedAt, response, ...anchor }) => ({
    ...anchor,
    at: stampedAt,
    response: Buffer.from(response).toString('base64'),
  }));
}
