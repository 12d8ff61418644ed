import type { PlatformCall } from '../platform/call.ts';
import { tokenRowOf } from './token-row.ts';

export async function listTokens({ platform, caller }: PlatformCall) {
  const rows = await platform.db.prisma.apiToken.findMany({
    where: { userId: caller.user.id },
    orderBy: { createdAt: 'desc' },
    take: 200,
  });
  return { items: rows.map(tokenRowOf), next: null };
}
