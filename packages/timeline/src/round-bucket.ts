const second = 1_000_000n;
const minute = 60n * second;
const hour = 60n * minute;
const day = 24n * hour;

/** Widths that a person reads at a glance, in microseconds. */
const roundWidths: readonly bigint[] = [
  ...[1n, 10n, 100n, 1000n, 10_000n, 100_000n],
  ...[1n, 2n, 5n, 10n, 15n, 30n].map((count) => count * second),
  ...[1n, 2n, 5n, 10n, 15n, 30n].map((count) => count * minute),
  ...[1n, 2n, 3n, 6n, 12n].map((count) => count * hour),
  ...[1n, 2n, 7n, 14n, 28n, 91n, 182n, 364n].map((count) => count * day),
];

/**
 * The narrowest round width that covers `from` to `until` with at most `buckets` aligned buckets. At least 2: buckets meet at
 * 1970, so that no single one covers times on both sides of it.
 */
export function roundBucket(from: bigint, until: bigint, buckets: number): bigint {
  if (buckets < 2) throw new Error('a histogram needs 2 buckets');
  const fits = (width: bigint) =>
    alignDown(until - 1n, width) / width - alignDown(from, width) / width < BigInt(buckets);
  const found = roundWidths.find(fits);
  if (found !== undefined) return found;
  let years = 364n * day;
  while (!fits(years)) years *= 2n;
  return years;
}

/** The greatest multiple of `width` that is not above `value`, also for negative values. */
export function alignDown(value: bigint, width: bigint): bigint {
  const rest = value % width;
  return rest < 0n ? value - rest - width : value - rest;
}
