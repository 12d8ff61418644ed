import type { z } from 'zod';
import type { coverageRow, inventoryItem, inventoryRun } from '../../contract/scope-fields.ts';

export type InventoryItem = z.output<typeof inventoryItem>;
export type InventoryRun = z.output<typeof inventoryRun>;
export type CoverageRow = z.output<typeof coverageRow>;
