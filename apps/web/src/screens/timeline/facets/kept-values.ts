export interface FacetValueJson {
  value: string;
  count: number;
}

/**
 * Values in the place where they stood before: those that no longer occur stay, with zero, as long as the answer was
 * whole (`more` false); otherwise their count is not known and they leave. New values come after.
 */
export function keptValues(
  before: readonly FacetValueJson[],
  now: { values: readonly FacetValueJson[]; more: boolean },
  most: number,
): FacetValueJson[] {
  const counts = new Map(now.values.map(({ value, count }) => [value, count]));
  if (now.more) return now.values.slice(0, most);
  const old = before.map(({ value }) => ({ value, count: counts.get(value) ?? 0 }));
  const known = new Set(before.map(({ value }) => value));
  const kept = [...old, ...now.values.filter(({ value }) => !known.has(value))];
  for (let place = kept.length - 1; place >= 0 && kept.length > most; place -= 1)
    if (kept[place]!.count === 0) kept.splice(place, 1);
  return kept;
}
