/** Tabs of the inventory, in the order an incident usually asks for them. */
export const inventoryTabs = [
  { kind: 'instance', label: 'Instances' },
  { kind: 'role', label: 'Roles' },
  { kind: 'user', label: 'Users' },
  { kind: 'key', label: 'Keys' },
  { kind: 'trail', label: 'Trails' },
  { kind: 'bucket', label: 'Buckets' },
  { kind: 'snapshot', label: 'Snapshots' },
  { kind: 'volume', label: 'Volumes' },
  { kind: 'region', label: 'Regions' },
] as const;
export type InventoryTab = (typeof inventoryTabs)[number]['kind'];
