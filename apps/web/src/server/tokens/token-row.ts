import type { ApiToken } from '@virga/database';
import { type Permission, permissions } from '@virga/domain';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';

export function tokenRowOf(row: ApiToken) {
  return {
    id: row.id,
    name: row.name,
    permissions: row.permissions.filter((name): name is Permission => name in permissions),
    caseIds: row.caseIds,
    createdAt: isoOf(row.createdAt),
    expiresAt: isoOf(row.expiresAt),
    lastUsedAt: isoOrNull(row.lastUsedAt),
    revokedAt: isoOrNull(row.revokedAt),
  };
}
