'use client';

import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';

/** A list whose reading may ask for the password: it is read when told to, and again after a change. */
export function useConfirmedList<Row>(work: () => Promise<{ items: Row[] }>) {
  const read = useConfirmedMutation(work);
  return {
    rows: read.data?.items ?? null,
    isPending: read.isPending,
    error: read.error,
    read: () => read.mutate(undefined),
  };
}
