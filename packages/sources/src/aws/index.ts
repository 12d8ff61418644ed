export type { OwnedNeed } from './connection/simulated-needs.ts';
export {
  type ConnectionOptions,
  type ConnectionReport,
  type GrantIdentity,
  type OrganizationState,
  type RegionState,
  testConnection,
} from './connection/test-connection.ts';
export { collectInventory, type Inventory, type InventoryOptions } from './inventory/collect-inventory.ts';
export { type Evaporation, type EvaporationFacts, evaporation } from './inventory/evaporation.ts';
export { type EventRow, type GoneResource, goneFromEvents, type LiveResource } from './inventory/gone-from-events.ts';
export {
  type InventoryCoverage,
  type InventoryEntry,
  type InventoryKind,
  inventoryKinds,
} from './inventory/inventory-entry.ts';
