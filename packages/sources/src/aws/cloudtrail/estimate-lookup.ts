import type { LookupPage, LookupSpan } from './lookup-pages.ts';

export interface LookupEstimate {
  requests: number;
  /** Seconds at our rate. */
  seconds: number;
}

/**
 * How many requests a whole window would take, from pages sampled at the ends of equal parts of it: each shows how long
 * a stretch fifty events fill. A guess, and said to be one.
 */
export function estimateRequests(span: LookupSpan, samples: readonly LookupPage[], perSecond: number): LookupEstimate {
  if (samples.length === 0) return { requests: 0, seconds: 0 };
  const partMs = (span.toMs - span.fromMs) / samples.length;
  const requests = samples.reduce((sum, page) => sum + requestsIn(partMs, page), 0);
  const whole = Math.max(samples.length, Math.ceil(requests));
  return { requests: whole, seconds: Math.ceil(whole / perSecond) };
}

function requestsIn(partMs: number, page: LookupPage): number {
  if (page.nextToken === null || page.oldestMs === null || page.newestMs === null) return 1;
  // Fifty events within one second: CloudTrail writes whole seconds, so the true stretch may be shorter.
  const pageMs = Math.max(1000, page.newestMs - page.oldestMs);
  return partMs / pageMs;
}

/** Equal parts of the window, each to be sampled at its end. */
export function samplingSpans(span: LookupSpan, parts: number): LookupSpan[] {
  const partMs = (span.toMs - span.fromMs) / parts;
  return Array.from({ length: parts }, (_, at) => ({
    fromMs: Math.floor(span.fromMs + at * partMs),
    toMs: Math.floor(span.fromMs + (at + 1) * partMs),
  }));
}
