/** Which trails get which event. */
import type { StagedEvent } from '../../estate/trail-record.ts';
import type { Estate, EventSelector, Trail } from '../../estate/types.ts';

/** Accounts whose events a trail gets. */
export function accountsOf(estate: Estate, trail: Trail): string[] {
  if (!trail.isOrganization) return [trail.accountId];
  return Object.values(estate.accounts)
    .filter((account) => account.inOrganisation)
    .map((account) => account.id);
}

/** Regions whose events a trail gets, of one account. */
export function regionsOf(estate: Estate, trail: Trail, accountId: string): string[] {
  if (!trail.isMultiRegion) return [trail.homeRegion];
  return Object.keys(estate.accounts[accountId]?.regions ?? {});
}

/** True when the trail logged at that moment. */
export function wasLogging(trail: Trail, atMs: number): boolean {
  return trail.loggingPeriods.some(
    (period) => atMs >= period.startedAtMs && (period.stoppedAtMs === undefined || atMs <= period.stoppedAtMs),
  );
}

/** True when one of the trail's selectors asks for the event. */
export function isSelected(trail: Trail, event: StagedEvent): boolean {
  return trail.eventSelectors.some((selector) => matches(selector, event));
}

function matches(selector: EventSelector, event: StagedEvent): boolean {
  if (selector.readWriteType === 'ReadOnly' && !event.readOnly) return false;
  if (selector.readWriteType === 'WriteOnly' && event.readOnly) return false;
  if (event.category === 'management') {
    return selector.includeManagementEvents && !selector.excludeManagementEventSources.includes(event.source);
  }
  const names = event.resources.map((resource) => resource.name);
  const wanted = selector.dataResources.flatMap((resource) => resource.values);
  return wanted.some((prefix) => names.some((name) => name.startsWith(prefix) || `${name}/` === prefix));
}
