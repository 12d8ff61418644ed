import type { ReportEvidence, ReportModel } from './report-model.ts';

/** Sentences that every format prints alike. */
export const stagedStrip = 'Range: staged data, no real account';

export const uncitedMark = 'uncited';

export function anchorSentence(model: ReportModel): string {
  const { anchor, head, notAnchoredSince } = model.custody;
  const open = notAnchoredSince ?? (anchor ? null : (head?.at ?? null));
  const since = open ? ` since ${open}` : '';
  const words = `Not anchored${since} with an outside time-stamp authority; tamper-evident, not tamper-proof.`;
  if (!anchor) return words;
  const stamped = `Anchored at ${anchor.at} by ${anchor.authority}, up to entry ${anchor.number}.`;
  return open ? `${stamped} ${words}` : stamped;
}

/** What the newest reading of an item's bytes said. */
export function verifiedSentence({ verified }: ReportEvidence): string {
  if (!verified) return 'read back at the seal, not read again since';
  const when = clockText(verified.at);
  return verified.verdict === 'intact'
    ? `every byte read again at ${when}: intact`
    : `BROKEN: read again at ${when}, the bytes are not those that were sealed`;
}

export function headSentence(model: ReportModel): string {
  const { head, entries } = model.custody;
  if (!head) return `The custody chain has ${entries} entries; no head of it was signed.`;
  return `The custody chain has ${entries} entries. Entry ${head.number} was signed at ${head.at}.`;
}

/** What one thin separator per three digits makes readable: `1 073 741 824`. */
export function exactNumber(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** `2026-10-01 12:03:04.123456Z` of ISO 8601. */
export function timeText(iso: string): string {
  return iso.replace('T', ' ');
}

/** Seconds are enough where the time is ours and not evidence: `2026-10-01 12:03:04Z`. */
export function clockText(iso: string): string {
  return timeText(iso).replace(/\.\d+Z$/, 'Z');
}

export const ledgerWords = {
  green: 'balanced against an independent count',
  amber: 'balanced, with reservations',
  red: 'not balanced',
} as const;

export const severityShapes = { critical: '◆', high: '▲', medium: '■', low: '●', info: '○' } as const;

/** Paragraphs of a text that people wrote. */
export function paragraphs(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

export const verifySteps = [
  'Export the case: a BagIt bag with the sealed evidence, the custody chain, the signed heads and METHOD.txt.',
  'Run the commands of METHOD.txt in it: sha256sum and openssl are enough. Or run: virga verify EXPORT.tar',
  'Compare the fingerprint of the key with the one printed here.',
  'To check one citation, cut the stated bytes out of the stated object and compare them with the quoted record.',
];
