const day = 86_400_000;
const week = 7 * day;

const whole = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** The window a form begins with: the incident with a day on both sides, else the last seven days. */
export function windowOf(
  incident: { incidentStart: string | null; incidentEnd: string | null },
  nowMs: number,
): { from: string; to: string } {
  const start = incident.incidentStart ? Date.parse(incident.incidentStart) - day : null;
  const end = incident.incidentEnd ? Date.parse(incident.incidentEnd) + day : null;
  const to = Math.min(end ?? nowMs, nowMs);
  const from = start !== null && start < to ? start : to - week;
  return { from: whole(from), to: whole(to) };
}
