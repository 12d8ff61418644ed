export type { RangeSummary } from './control/range-summary.ts';
export { type Range, type RangeOptions, startRange } from './start-range.ts';
