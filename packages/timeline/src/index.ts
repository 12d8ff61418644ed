export type * from './query/tree.ts';
export type * from './store.ts';
export type * from './store-options.ts';
