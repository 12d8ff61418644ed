import type { z } from 'zod';
import type { auditRow } from '../../contract/audit.ts';

export type AuditRow = z.output<typeof auditRow>;

export interface AuditFilter {
  /** Looked for in action, target, address and details. */
  text: string;
  action: string;
  outcome: AuditRow['outcome'] | null;
  userId: string;
  caseId: string;
  /** As typed: day, or ISO 8601 with zone. */
  from: string;
  to: string;
}

export const noFilter: AuditFilter = { text: '', action: '', outcome: null, userId: '', caseId: '', from: '', to: '' };
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const day = /^\d{4}-\d\d-\d\d$/;
const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z$/;

/** A day means its beginning in UTC; null: empty; undefined: not readable. */
export function timeOf(text: string): string | null | undefined {
  const typed = text.trim();
  if (typed === '') return null;
  if (day.test(typed)) return `${typed}T00:00:00Z`;
  if (!zoned.test(typed) || Number.isNaN(Date.parse(typed))) return undefined;
  return typed;
}

/** What to ask for; `faults` per field when something cannot be read, and then nothing is asked with it. */
export function readFilter(filter: AuditFilter) {
  const from = timeOf(filter.from);
  const to = timeOf(filter.to);
  const faults: Partial<Record<keyof AuditFilter, string>> = {};
  const timeFault = 'A day, or 2026-10-01T12:00Z.';
  if (from === undefined) faults.from = timeFault;
  if (to === undefined) faults.to = timeFault;
  if (filter.caseId.trim() && !uuid.test(filter.caseId.trim())) faults.caseId = 'The id of a case, as in its address.';
  const input = {
    ...(filter.text.trim() ? { text: filter.text.trim() } : {}),
    ...(filter.action.trim() ? { action: filter.action.trim() } : {}),
    ...(filter.outcome ? { outcome: filter.outcome } : {}),
    ...(filter.userId ? { userId: filter.userId } : {}),
    ...(filter.caseId.trim() && !faults.caseId ? { caseId: filter.caseId.trim() } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
  return { input, faults };
}

/** The filter of an address, so that a link shows the same rows. */
export function filterOfAddress(search: string): AuditFilter {
  const given = new URLSearchParams(search);
  const text = (name: keyof AuditFilter) => (given.get(name) ?? '').slice(0, 200);
  const outcome = (['allowed', 'refused', 'failed'] as const).find((one) => one === given.get('outcome')) ?? null;
  return {
    text: text('text'),
    action: text('action'),
    outcome,
    userId: text('userId'),
    caseId: text('caseId'),
    from: text('from'),
    to: text('to'),
  };
}

export function addressOfFilter(filter: AuditFilter): string {
  const set = Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const search = new URLSearchParams(set).toString();
  return search ? `?${search}` : '';
}
