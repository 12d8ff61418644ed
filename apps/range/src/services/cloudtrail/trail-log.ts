/** Every event that the estate's accounts hold, staged and live, by account and region. */
import type { StagedEvent } from '../../estate/trail-record.ts';
import type { Estate } from '../../estate/types.ts';

interface TrailLog {
  append(event: StagedEvent): void;
  /** In the order of arrival; staged events are in the order of time. */
  eventsOf(accountId: string, region: string): readonly StagedEvent[];
}

const logs = new WeakMap<Estate, TrailLog>();

/** Gives an estate its staged events. Called once, when the scenario is staged. */
export function attachTrailLog(estate: Estate, events: readonly StagedEvent[]): TrailLog {
  const byPlace = new Map<string, StagedEvent[]>();
  const append = (event: StagedEvent): void => {
    const place = `${event.accountId}/${event.region}`;
    const list = byPlace.get(place);
    if (list) list.push(event);
    else byPlace.set(place, [event]);
  };
  for (const event of events) append(event);
  const log: TrailLog = { append, eventsOf: (accountId, region) => byPlace.get(`${accountId}/${region}`) ?? [] };
  logs.set(estate, log);
  return log;
}

/** The log of an estate; an empty one for an estate that was staged without events. */
export function trailLogOf(estate: Estate): TrailLog {
  return logs.get(estate) ?? attachTrailLog(estate, []);
}
