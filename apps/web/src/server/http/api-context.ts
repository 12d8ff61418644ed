import type { PlatformAccess } from '@virga/database';
import type { CaseAccess } from '@virga/domain';
import type { Call, Caller, CaseCall, PlatformCall } from '../platform/call.ts';
import type { Platform } from '../platform/platform.ts';

/** Context of one request. `access` is set by the guard before any use case runs. */
export interface ApiContext {
  platform: Platform;
  caller: Caller | null;
  address: string | null;
  userAgent: string | null;
  signal: AbortSignal | undefined;
  /** Last-Event-ID of a reconnecting stream. */
  lastEventId: string | null;
  access: CaseAccess | PlatformAccess | null;
  /** Set-Cookie headers of the answer. */
  cookies: string[];
}

export function callOf(context: ApiContext): Call {
  const { platform, caller, address, userAgent, signal } = context;
  if (!caller) throw new TypeError('a use case ran without a caller: the guard did not');
  return { platform, caller, address, userAgent, signal };
}

export function caseCallOf(context: ApiContext): CaseCall {
  const { access } = context;
  if (!access || !('caseId' in access)) throw new TypeError('a case use case ran without CaseAccess');
  return { ...callOf(context), access };
}

export function platformCallOf(context: ApiContext): PlatformCall {
  const { access } = context;
  if (!access || 'caseId' in access) throw new TypeError('a platform use case ran without PlatformAccess');
  return { ...callOf(context), access };
}

interface Handled<Input> {
  context: ApiContext;
  input: Input;
}

/** Turns a use case inside a case into a procedure's handler. */
export function inCase<Input, Output>(useCase: (call: CaseCall, input: Input) => Promise<Output>) {
  return ({ context, input }: Handled<Input>): Promise<Output> => useCase(caseCallOf(context), input);
}

/** Turns a use case outside of cases into a procedure's handler. */
export function onPlatform<Input, Output>(useCase: (call: PlatformCall, input: Input) => Promise<Output>) {
  return ({ context, input }: Handled<Input>): Promise<Output> => useCase(platformCallOf(context), input);
}
