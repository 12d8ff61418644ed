import { toJsonValue } from '@virga/domain';
import { clientOf } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { Prisma } from '../generated/client.ts';

export const liveKinds = [
  'acquisition',
  'evidence',
  'timeline',
  'annotation',
  'action',
  'inventory',
  'connection-test',
  'report',
  'case',
  'upload',
  'notification',
] as const;
export type LiveKind = (typeof liveKinds)[number];

export interface LiveFields {
  caseId: string | null;
  /** Only this user gets it; otherwise every member of the case (or everybody, without a case). */
  userId?: string | null;
  kind: LiveKind;
  /** Id of the row that changed. */
  subject: string;
  /** Small facts for the screen; it reads the row for more. */
  payload?: Record<string, unknown>;
}

/** Tells open browsers, in the transaction of the change. Its final number is given at commit (see the migration). */
export async function emitLive(tx: Database | Transaction, fields: LiveFields): Promise<void> {
  const payload = toJsonValue(fields.payload ?? {}) as Prisma.InputJsonObject;
  await clientOf(tx).liveEvent.createMany({ data: [{ ...fields, payload }] });
}
