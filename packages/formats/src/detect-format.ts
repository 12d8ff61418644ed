import { constants, gunzipSync } from 'node:zlib';
import { cloudTrailFormat } from './cloudtrail/cloudtrail-format.ts';
import type { FormatParser } from './format-parser.ts';

/** Every format Virga reads from files, by id. */
export const formats: readonly FormatParser[] = [cloudTrailFormat];

export type DetectedFormat =
  | { kind: 'format'; format: FormatParser; isCertain: boolean }
  | { kind: 'excluded'; by: string; reason: string }
  | { kind: 'unknown'; reason: string };

const maxHeadBytes = 256 * 1024;

/**
 * Which parser an object of unknown origin goes to, from its first bytes as received (64 KiB is plenty) and its name.
 * `unknown` carries a plain reason to show.
 */
export function detectFormat(firstBytes: Uint8Array, name: string): DetectedFormat {
  for (const format of formats) {
    const excluded = format.excludes(name);
    if (excluded) return { kind: 'excluded', ...excluded };
  }
  const head = headText(firstBytes);
  if (head === null) return { kind: 'unknown', reason: 'the gzip data is damaged at its start' };
  let best: FormatParser | null = null;
  for (const format of formats) {
    const answer = format.recognise(head, name);
    if (answer === 2) return { kind: 'format', format, isCertain: true };
    if (answer === 1) best ??= format;
  }
  if (best) return { kind: 'format', format: best, isCertain: false };
  const reason =
    head.trim() === ''
      ? 'the object is empty'
      : /^\s*[[{]/.test(head)
        ? 'JSON of a kind Virga has no parser for'
        : 'not a log format Virga reads';
  return { kind: 'unknown', reason };
}

function headText(bytes: Uint8Array): string | null {
  let decoded = bytes.subarray(0, maxHeadBytes);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    try {
      decoded = gunzipSync(decoded.subarray(0, 4096), { finishFlush: constants.Z_SYNC_FLUSH });
    } catch {
      return null;
    }
  }
  return new TextDecoder().decode(decoded.subarray(0, maxHeadBytes));
}
