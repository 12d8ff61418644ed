const thin = '\u2009';

/** Exact up to 9,999,999 with thin separators, then 12.4 M; give the exact number as a title beside it. */
export function countText(count: number | bigint | string): string {
  const value = BigInt(count);
  if (value <= 9_999_999n) return value.toString().replace(/\B(?=(\d{3})+$)/g, thin);
  const millions = Number(value) / 1e6;
  return millions < 1000 ? `${millions.toFixed(1)} M` : `${(millions / 1000).toFixed(1)} G`;
}

/** Bytes in binary units: 812 B, 4.0 MiB, 1.25 GiB. */
export function bytesText(bytes: number | bigint | string): string {
  const value = Number(bytes);
  if (value < 1024) return `${value} B`;
  const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = Math.min(Math.floor(Math.log2(value) / 10), units.length);
  const scaled = value / 1024 ** power;
  return `${scaled.toFixed(scaled < 10 ? 2 : scaled < 100 ? 1 : 0)} ${units[power - 1]}`;
}

/** 45 s, 3 h 12 m, 2 d 4 h: the two largest units of a duration in milliseconds. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  const from = parts.findIndex(([value]) => value > 0);
  if (from < 0) return '0 s';
  return parts
    .slice(from, from + 2)
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}`)
    .join(' ');
}
