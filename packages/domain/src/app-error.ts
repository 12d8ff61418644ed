/** Every failure a person may read. One table maps the code to HTTP; `docs/errors.md` is generated from it. */
export const errorCodes = {
  'request.invalid': { status: 400, meaning: 'The request does not have the form the operation declares.' },
  'request.query_invalid': {
    status: 400,
    meaning: 'The timeline query cannot be read; the answer names the position.',
  },
  'request.query_too_slow': {
    status: 422,
    meaning: 'The query needs longer than an interactive search may take: narrow the time, or run it as a job.',
  },
  'request.too_large': { status: 413, meaning: 'The body or value is larger than the limit of this operation.' },
  'request.too_many': { status: 429, meaning: 'Too many requests; wait and repeat.' },
  'request.origin': { status: 403, meaning: 'A state change must come from our own pages.' },
  'session.required': { status: 401, meaning: 'Sign in first.' },
  'session.step_up': { status: 403, meaning: 'Confirm your password again for this step.' },
  'session.locked': { status: 429, meaning: 'Too many failed sign-ins; wait and repeat.' },
  'permission.denied': { status: 403, meaning: 'Your role does not allow this.' },
  'resource.not_found': { status: 404, meaning: 'There is nothing here under this id that you may see.' },
  'resource.conflict': { status: 409, meaning: 'The state changed meanwhile; read it again.' },
  'resource.gone': { status: 410, meaning: 'This existed and no longer does.' },
  'cloud.access_denied': { status: 502, meaning: 'The cloud account refused: a permission is missing.' },
  'cloud.credentials_invalid': { status: 502, meaning: 'The credentials of the cloud account are not accepted.' },
  'cloud.credentials_expired': { status: 502, meaning: 'The credentials of the cloud account have expired.' },
  'cloud.throttled': { status: 503, meaning: 'The cloud asks us to slow down; the step is repeated.' },
  'cloud.not_found': { status: 502, meaning: 'The resource does not exist in the cloud account (any more).' },
  'cloud.not_enabled': { status: 502, meaning: 'The service or log is not enabled in the cloud account.' },
  'cloud.unreachable': { status: 502, meaning: 'The endpoint of the cloud could not be reached.' },
  'cloud.unexpected': { status: 502, meaning: 'The cloud answered with something we cannot use.' },
  'cloud.egress_refused': { status: 502, meaning: 'The address is not one this account may talk to.' },
  'cloud.range_mismatch': {
    status: 409,
    meaning: 'A range account never reaches the real cloud, and a real account never the range.',
  },
  'evidence.hash_mismatch': { status: 500, meaning: 'The bytes do not have the hash they were sealed or sent with.' },
  'evidence.block_corrupt': { status: 502, meaning: 'A block kept failing its checksum after being read again.' },
  'evidence.not_sealed': { status: 409, meaning: 'The evidence item is not sealed yet.' },
  'evidence.store_full': { status: 507, meaning: 'The evidence store has no room left.' },
  'evidence.expansion': { status: 422, meaning: 'An object grows so much when unpacked that somebody has to let it.' },
  'evidence.unreadable': { status: 422, meaning: 'The file cannot be read as what it says it is.' },
  'evidence.stamp_refused': { status: 502, meaning: 'The answer of the time-stamp authority is not accepted.' },
  'ledger.unbalanced': { status: 500, meaning: 'The import ledger does not balance: something was lost.' },
  'action.state_changed': {
    status: 409,
    meaning: 'Someone else changed the target since the preview; nothing was done.',
  },
  'action.not_approved': { status: 409, meaning: 'The action is not approved, or its plan changed since.' },
  'action.self_approval': { status: 403, meaning: 'The one who proposes does not approve.' },
  'action.protected_target': { status: 403, meaning: 'The target belongs to the platform or to break-glass access.' },
  'action.switched_off': {
    status: 409,
    meaning: 'Containment is switched off on this platform: nothing is planned or applied; undo stays possible.',
  },
  'lease.lost': { status: 409, meaning: 'Another worker took this step over; this one stops.' },
  'system.unavailable': { status: 503, meaning: 'A part of the platform does not answer.' },
  'system.unexpected': { status: 500, meaning: 'Something went wrong that nobody foresaw.' },
} as const satisfies Record<string, { status: number; meaning: string }>;

export type ErrorCode = keyof typeof errorCodes;

export interface AppErrorFields {
  code: ErrorCode;
  /** Safe to show to any user: what happened, what it means, what to do. */
  message: string;
  /** For the log only. Never secrets. */
  detail?: string;
  /** True when the same step may succeed later without anyone changing anything. */
  retryable?: boolean;
  /** Structured facts for the screen, for example the position of a query error. JSON values only. */
  facts?: Record<string, unknown>;
  cause?: unknown;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly retryable: boolean;
  readonly facts: Record<string, unknown>;
  constructor(fields: AppErrorFields) {
    super(fields.message, { cause: fields.cause });
    this.name = 'AppError';
    this.code = fields.code;
    this.detail = fields.detail;
    this.retryable = fields.retryable ?? false;
    this.facts = fields.facts ?? {};
  }
  get status(): number {
    return errorCodes[this.code].status;
  }
}

/** Wraps whatever was thrown; an AppError stays what it is. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new AppError({
    code: 'system.unexpected',
    message: errorCodes['system.unexpected'].meaning,
    detail,
    cause: thrown,
  });
}
