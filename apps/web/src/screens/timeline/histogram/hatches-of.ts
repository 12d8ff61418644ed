import type { CoverageJson } from '../query/coverage-of-query.ts';
import { microsOf } from '../state/times.ts';
import type { Span } from './bars-of.ts';

/** A stretch of time in which something was not, or not wholly, collected. */
export interface Hatch {
  from: bigint;
  until: bigint;
  /** Words in it, each once; what is not there at all before what is there in part. */
  words: string[];
  rows: CoverageJson[];
}

const loudest = [
  'denied',
  'not enabled',
  'past retention',
  'deleted',
  'not asked',
  'broken',
  'partial',
  'late',
  'unknown',
];

/**
 * Stretches to hatch inside a span. Gaps without any bound say nothing about an hour (they are named beside the
 * histogram); overlapping gaps are cut where one begins or ends, and neighbours that say the same become one.
 */
export function hatchesOf(gaps: readonly CoverageJson[], span: Span): Hatch[] {
  const bounded = gaps
    .filter((gap) => gap.from !== null || gap.to !== null)
    .map((row) => ({
      row,
      from: row.from === null ? span.from : later(microsOf(row.from), span.from),
      until: row.to === null ? span.until : earlier(microsOf(row.to), span.until),
    }))
    .filter(({ from, until }) => from < until);
  const edges = [...new Set(bounded.flatMap(({ from, until }) => [from, until]))].sort((a, b) => (a < b ? -1 : 1));
  const hatches: Hatch[] = [];
  for (let place = 0; place + 1 < edges.length; place += 1) {
    const [from, until] = [edges[place]!, edges[place + 1]!];
    const rows = bounded.filter((gap) => gap.from <= from && gap.until >= until).map((gap) => gap.row);
    if (rows.length === 0) continue;
    const words = loudest.filter((word) => rows.some((row) => row.word === word));
    const last = hatches.at(-1);
    if (last && last.until === from && last.words.join() === words.join()) {
      last.until = until;
      last.rows = [...new Set([...last.rows, ...rows])];
    } else hatches.push({ from, until, words, rows });
  }
  return hatches;
}

const later = (a: bigint, b: bigint) => (a > b ? a : b);
const earlier = (a: bigint, b: bigint) => (a < b ? a : b);
