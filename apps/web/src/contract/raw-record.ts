import { z } from 'zod';
import { eventId, id } from './fields.ts';

/**
 * Query of the one route by which evidence bytes leave (`evidence.bytes` in plain-routes.ts): the record of a timeline
 * row, or a place in the decoded bytes of an object. The answer is an attachment of at most 64 MiB.
 */
const decode = {
  /** `start`: a gzip object is decoded from its first byte and no seek index is believed. */
  from: z.literal('start').optional(),
  /** What looks like a secret is masked; `shown` leaves it as it is, and an audit row that says so. */
  secrets: z.literal('shown').optional(),
};
export const rawRecordQuery = z.union([
  z.object({ ...decode, eventId }),
  z.object({
    ...decode,
    evidenceId: id,
    object: z.string().min(1).max(4096),
    offset: z.coerce.number<string | number>().int().nonnegative(),
    length: z.coerce.number<string | number>().int().positive().max(67_108_864),
  }),
]);
export type RawRecordQuery = z.input<typeof rawRecordQuery>;

export interface RawRecord {
  bytes: Uint8Array;
  evidenceId: string;
  object: string;
  offset: number;
  length: number;
  /** File of the item that holds the stored bytes. */
  file: string;
  /** Where in the decoded object decoding began: 0, or the offset of a point of the seek index. */
  decodedFrom: number;
  /** Values that look like secrets and are masked in `bytes`, one asterisk a byte. */
  maskedSecrets: number;
}

export function rawRecordAddress(caseId: string, query: RawRecordQuery): string {
  const parameters = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
  return `/api/v1/cases/${encodeURIComponent(caseId)}/evidence-bytes?${parameters}`;
}

/** Reads a raw record for a row that opens in place. Throws the answer's Problem as an ApiProblem (problem.ts). */
export async function fetchRawRecord(caseId: string, query: RawRecordQuery, signal?: AbortSignal): Promise<RawRecord> {
  const response = await fetch(rawRecordAddress(caseId, query), { signal: signal ?? null });
  if (!response.ok) {
    const { ApiProblem } = await import('./problem.ts');
    throw await ApiProblem.ofResponse(response);
  }
  const header = (name: string) => decodeURIComponent(response.headers.get(`x-evidence-${name}`) ?? '');
  return {
    bytes: new Uint8Array(await response.arrayBuffer()),
    evidenceId: header('id'),
    object: header('object'),
    offset: Number(header('offset')),
    length: Number(header('length')),
    file: header('file'),
    decodedFrom: Number(header('decoded-from')),
    maskedSecrets: Number(header('masked-secrets')),
  };
}
