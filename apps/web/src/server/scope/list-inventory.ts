import type { InventoryItem } from '@virga/database';
import type { z } from 'zod';
import type { inventoryItem } from '../../contract/scope-fields.ts';
import type { CaseCall } from '../platform/call.ts';
import { isoOf, microsIso } from '../platform/iso-time.ts';
import { pageOf } from '../platform/page.ts';
import { collectOffers } from './collect-offers.ts';

type Item = z.input<typeof inventoryItem>;

interface InventoryQuery {
  cursor?: string | undefined;
  limit: number;
  kind?: string | undefined;
  region?: string | undefined;
  presence?: 'live' | 'gone' | undefined;
  text?: string | undefined;
}

export async function listInventory({ platform, access }: CaseCall, query: InventoryQuery) {
  const contains = query.text ? { contains: query.text, mode: 'insensitive' as const } : null;
  const rows = await platform.db.prisma.inventoryItem.findMany({
    where: {
      caseId: access.caseId,
      ...(query.kind ? { kind: query.kind } : {}),
      ...(query.region ? { region: query.region } : {}),
      ...(query.presence ? { presence: query.presence } : {}),
      ...(contains ? { OR: [{ name: contains }, { resourceId: contains }] } : {}),
      ...(query.cursor ? { id: { gt: query.cursor } } : {}),
    },
    orderBy: { id: 'asc' },
    take: query.limit + 1,
  });
  const { items, next } = pageOf(rows, query.limit);
  return { items: items.map(itemOf), next };
}

function itemOf(row: InventoryItem): Item {
  return {
    id: row.id,
    accountId: row.cloudAccountId,
    externalAccountId: row.externalAccountId,
    region: row.region,
    kind: row.kind,
    resourceId: row.resourceId,
    name: row.name,
    presence: row.presence === 'gone' ? 'gone' : 'live',
    survives: row.survives as Item['survives'],
    attributes: row.attributes as Item['attributes'],
    firstSeen: microsIso(row.firstSeenMicros),
    lastSeen: microsIso(row.lastSeenMicros),
    updatedAt: isoOf(row.updatedAt),
    collect: collectOffers(row),
  };
}
