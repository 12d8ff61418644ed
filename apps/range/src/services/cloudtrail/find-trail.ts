/** Trails as an account sees them: its own, and the organisation's in every member account. */
import type { Estate, Trail } from '../../estate/types.ts';
import type { RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';

/** Every trail visible to the account, whatever the region. */
export function trailsSeenBy(estate: Estate, accountId: string): Trail[] {
  const isMember = estate.accounts[accountId]?.inOrganisation ?? false;
  return Object.values(estate.accounts)
    .flatMap((account) => Object.values(account.trails))
    .filter((trail) => trail.accountId === accountId || (trail.isOrganization && isMember));
}

/** True when the trail shows up in the region: at home, or everywhere as a shadow trail. */
export function isInRegion(trail: Trail, region: string): boolean {
  return trail.homeRegion === region || trail.isMultiRegion;
}

/** The trail that a call names, by name (in this region) or by ARN. */
export function findTrail(call: RangeCall, nameOrArn: string): Trail {
  const isArn = nameOrArn.startsWith('arn:');
  const found = trailsSeenBy(call.estate, call.accountId).find((trail) =>
    isArn ? trail.arn === nameOrArn : trail.name === nameOrArn && isInRegion(trail, call.region),
  );
  if (found) return found;
  const arn = isArn ? nameOrArn : `arn:aws:cloudtrail:${call.region}:${call.accountId}:trail/${nameOrArn}`;
  throw new ServiceError('TrailNotFoundException', 400, `Unknown trail: ${arn} for the user: ${call.accountId}`);
}

/** The trail, if this account and region may change it. */
export function findOwnTrail(call: RangeCall, nameOrArn: string): Trail {
  const trail = findTrail(call, nameOrArn);
  if (trail.accountId !== call.accountId) {
    throw new ServiceError(
      'NotOrganizationMasterAccountException',
      400,
      'An organization trail is changed in the management account only.',
    );
  }
  if (trail.homeRegion !== call.region) {
    throw new ServiceError('InvalidHomeRegionException', 400, `The home region of the trail is ${trail.homeRegion}.`);
  }
  return trail;
}
