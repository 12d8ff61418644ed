import type { JsonValue } from '@virga/domain';
import type { RE2JS } from 're2js';
import { encodedPattern, mayHoldSecret, secretPatterns } from './secret-patterns.ts';

export interface Masked {
  text: string;
  /** How many values look like secrets. */
  count: number;
}

/** What vendors write where they left a secret out themselves; nothing to hide there. */
const leftOut = /^(?:\*+|HIDDEN_DUE_TO_SECURITY_REASONS|\[?redacted\]?|null|true|false|undefined)$/i;
/** Longer text is looked at in pieces that overlap by this: no token is longer. */
const pieceLength = 1024 * 1024;
const overlap = 8192;

interface Span {
  start: number;
  end: number;
}

/**
 * Every value that looks like a secret as asterisks of the same length, so that places in the record stay where they are.
 * `text` may be bytes read as latin1: one character a byte.
 */
export function maskSecrets(text: string): Masked {
  const spans: Span[] = [];
  for (let at = 0; at < text.length; at += pieceLength) {
    const piece = text.slice(at, at + pieceLength + overlap);
    for (const { start, end } of spansIn(piece)) spans.push({ start: start + at, end: end + at });
  }
  if (spans.length === 0) return { text, count: 0 };
  const merged = merge(spans);
  let result = '';
  let from = 0;
  for (const { start, end } of merged) {
    result += text.slice(from, start) + '*'.repeat(end - start);
    from = end;
  }
  return { text: result + text.slice(from), count: merged.length };
}

function spansIn(text: string): Span[] {
  if (!mayHoldSecret.matcher(text).find()) return [];
  const spans = secretPatterns.flatMap((pattern) => matchesOf(pattern, text));
  for (const span of matchesOf(encodedPattern, text)) {
    const decoded = Buffer.from(text.slice(span.start, span.end), 'base64').toString('latin1');
    if (maskSecrets(decoded).count > 0) spans.push(span);
  }
  return spans.filter(({ start, end }) => !leftOut.test(text.slice(start, end)));
}

function matchesOf(pattern: RE2JS, text: string): Span[] {
  const found: Span[] = [];
  const matcher = pattern.matcher(text);
  while (matcher.find()) found.push({ start: matcher.start(1), end: matcher.end(1) });
  return found;
}

function merge(spans: Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}

/** Every text inside a value, with the names of its members as their context. */
export function maskSecretsIn<Value extends JsonValue>(value: Value): Value {
  const text = JSON.stringify(value);
  const masked = maskSecrets(text);
  // Only characters inside strings are replaced, one for one: it stays the same JSON.
  return masked.count === 0 ? value : (JSON.parse(masked.text) as Value);
}
