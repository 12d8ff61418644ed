import type { InventoryItem } from '@virga/database';
import type { JsonValue } from '@virga/domain';
import { manifests } from '@virga/sources/catalog';
import { propertyNames } from '../catalog/parameter-schema.ts';

type Target = (typeof manifests)[number]['targets'][number];

/** Which of a source's targets an inventory row is; a row of another kind offers nothing to collect. */
const targetOf: Record<string, Target> = {
  region: 'account',
  instance: 'instance',
  trail: 'trail',
  bucket: 'bucket',
  user: 'principal',
  role: 'principal',
  key: 'principal',
};

const offered = manifests.map((manifest) => ({ manifest, properties: propertyNames(manifest.parameters) }));

export interface CollectOffer {
  sourceId: string;
  title: string;
  parameters: Record<string, JsonValue>;
}

/** "Collect this": sources that take such a target, with what the row already answers filled in. Gone things offer logs only. */
export function collectOffers(row: InventoryItem): CollectOffer[] {
  const target = targetOf[row.kind];
  if (!target) return [];
  return offered
    .filter(({ manifest, properties }) => {
      const needsIt = properties.includes('instanceId');
      return manifest.targets.includes(target) && (row.presence === 'live' || !needsIt);
    })
    .map(({ manifest, properties }) => ({
      sourceId: manifest.id,
      title: manifest.title,
      parameters: Object.fromEntries(answersOf(row).filter(([name]) => properties.includes(name))),
    }));
}

function answersOf(row: InventoryItem): [string, JsonValue][] {
  const lookup = (key: string, value: string): [string, JsonValue][] => [
    ['mode', 'lookup'],
    ['lookupKey', key],
    ['lookupValue', value],
  ];
  const place: [string, JsonValue][] = [
    ['region', row.region],
    ['instanceId', row.resourceId],
  ];
  if (row.kind === 'trail')
    return [
      ['mode', 'trail'],
      ['trail', row.resourceId],
    ];
  if (row.kind === 'user') return lookup('Username', row.name);
  if (row.kind === 'key') return lookup('AccessKeyId', row.resourceId);
  if (row.kind === 'role') return lookup('ResourceName', row.name);
  if (row.kind === 'region') return [['regions', [row.region]]];
  return row.kind === 'instance' ? [...place, ...lookup('ResourceName', row.resourceId)] : place;
}
