export { postgresTimelineStore } from './postgres/postgres-timeline-store.ts';
export * from './query/index.ts';
export { searchValues } from './search-values.ts';
export type * from './store.ts';
export type * from './store-options.ts';
export { TimelineFeed } from './timeline-feed.ts';
