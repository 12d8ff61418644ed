/** What tests and the control endpoints may ask of the trails, outside of any API. */
import type { Estate } from '../../estate/types.ts';
import type { TamperedObject, Tampering } from './archive/tampering.ts';
import { trailArchiveOf } from './archive/trail-archive.ts';

/** Delivers everything recorded until `nowMs` to the log bucket, and the digests of the hours that ended. */
export function deliverTrails(estate: Estate, nowMs: number): void {
  trailArchiveOf(estate).deliver(nowMs);
}

export interface TamperRequest {
  kind: Tampering;
  trailName: string;
  accountId: string;
  region: string;
}

/** Alters or removes one delivered object of a chain, in the middle of it; says which. */
export function tamperWithTrail(estate: Estate, request: TamperRequest): TamperedObject & { bucket: string } {
  const archive = trailArchiveOf(estate);
  const chain = archive.chains.find(
    ({ place }) =>
      place.trail.name === request.trailName &&
      place.accountId === request.accountId &&
      place.region === request.region,
  );
  const hit = chain?.tamper(request.kind, archive.deliveredUntilMs());
  if (!chain || !hit) throw new RangeError(`no ${request.kind} possible for ${request.trailName} in ${request.region}`);
  return { ...hit, bucket: chain.place.trail.s3BucketName };
}
