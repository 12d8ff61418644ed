import type { Session } from '@virga/database';
import type { z } from 'zod';
import type { sessionRow } from '../../contract/session.ts';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';

export function sessionRowOf(row: Session, currentId: string | null): z.input<typeof sessionRow> {
  return {
    id: row.id,
    current: row.id === currentId,
    createdAt: isoOf(row.createdAt),
    lastSeenAt: isoOf(row.lastSeenAt),
    expiresAt: isoOf(row.expiresAt),
    endedAt: isoOrNull(row.endedAt),
    endedReason: row.endedReason,
    address: row.address,
    userAgent: row.userAgent,
  };
}
