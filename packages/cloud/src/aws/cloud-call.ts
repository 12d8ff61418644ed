import type { Grant } from '@virga/domain';

/** One attempt of one API call, as our own footprint remembers it (forensics.md, 5). */
export interface CloudCall {
  service: string;
  operation: string;
  region: string;
  grant: Grant;
  /** From 1. */
  attempt: number;
  /** Access key id that signed it. */
  credentialId: string | null;
  requestId: string | null;
  httpStatus: number | null;
  /** Provider's error code when it refused or failed. */
  errorCode: string | null;
  sentAtMicros: bigint;
  /** When the answer (or the failure) arrived. */
  atMicros: bigint;
  /** Provider's Date header as sent. */
  providerDate: string | null;
}

/** Our clock minus the provider's, in milliseconds; null without a Date header. That header counts whole seconds: ±500 ms. */
export function clockOffsetMs(call: CloudCall): number | null {
  const provider = call.providerDate === null ? Number.NaN : Date.parse(call.providerDate);
  if (Number.isNaN(provider)) return null;
  const ours = Number((call.sentAtMicros + call.atMicros) / 2000n);
  return Math.round(ours - (provider + 500));
}
