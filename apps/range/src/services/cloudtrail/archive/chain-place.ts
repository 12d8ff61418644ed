/** Where the objects of one trail for one account and region stand. */
import type { Trail } from '../../../estate/types.ts';

export interface ChainPlace {
  trail: Trail;
  accountId: string;
  region: string;
  /** `o-…` for organisation trails. */
  organisationId?: string;
  seed: number;
  /** The first hour with deliveries. */
  firstMs: number;
}

/** Key prefix of log files or digests, with its closing slash. */
export function chainPrefix(place: ChainPlace, kind: 'CloudTrail' | 'CloudTrail-Digest'): string {
  const { trail, accountId, region, organisationId } = place;
  const start = trail.s3KeyPrefix ? `${trail.s3KeyPrefix}/` : '';
  const organisation = organisationId ? `${organisationId}/` : '';
  return `${start}AWSLogs/${organisation}${accountId}/${kind}/${region}/`;
}
