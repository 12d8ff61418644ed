import { storableText } from '@virga/domain';
import type { CitedEvent, ReportModel, Statement } from './report-model.ts';

/** Gives every cited event its number in the appendix, in time order, the same in every format. */
export interface Citations {
  /** In the order of the appendix. */
  events: readonly CitedEvent[];
  /** From 1; null for an id that the model does not hold. */
  numberOf(eventId: string): number | null;
  evidenceLabel(evidenceId: string): string;
  /** Address of the event in the app, or null without an app. */
  appLink(eventId: string): string | null;
  /** Ids of a statement that the model does not hold: named, never dropped. */
  unknown(statement: Statement): string[];
}

export function citationsOf(model: ReportModel): Citations {
  const events = model.events.toSorted((a, b) => compare(a.time, b.time) || compare(a.id, b.id));
  const numbers = new Map(events.map((event, index) => [event.id, index + 1]));
  const labels = new Map(model.evidence.map(({ id, label }) => [id, label]));
  return {
    events,
    numberOf: (eventId) => numbers.get(eventId) ?? null,
    evidenceLabel: (evidenceId) => labels.get(evidenceId) ?? evidenceId,
    appLink: (eventId) => {
      if (model.appUrl === null) return null;
      const path = `cases/${urlPart(model.case.id)}/timeline`;
      return new URL(`${path}?event=${urlPart(eventId)}`, `${model.appUrl.replace(/\/+$/, '')}/`).href;
    },
    unknown: (statement) => [...statement.events, ...statement.against].filter((eventId) => !numbers.has(eventId)),
  };
}

/** RFC 3986 strictly: brackets would end a Markdown link, and a lone surrogate cannot be encoded at all. */
function urlPart(text: string): string {
  const encoded = encodeURIComponent(storableText(text));
  return encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
