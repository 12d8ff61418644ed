export type * from './kit/action.ts';
export type * from './kit/action-manifest.ts';
export { loadAction } from './registry.ts';
