export { type DatabaseSnapshot, readSnapshot, type SequenceState } from './dump-database.ts';
export { type DatabaseFilling, fillDatabase } from './fill-database.ts';
export type { TableShape } from './list-tables.ts';
