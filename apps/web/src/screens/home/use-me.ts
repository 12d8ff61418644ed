'use client';

import { useQuery } from '@tanstack/react-query';
import type { Permission } from '@virga/domain';
import { api } from '../../contract/client.ts';

/** Who is signed in and what the role allows; inside a case `may` of the case decides. */
export function useMe() {
  const me = useQuery(api.session.me.queryOptions());
  return { me: me.data ?? null, may: (permission: Permission) => me.data?.permissions.includes(permission) ?? false };
}
