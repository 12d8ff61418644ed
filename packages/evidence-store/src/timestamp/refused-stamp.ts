import { AppError } from '@virga/domain';

/** An answer of a time-stamp authority that is not believed. `why` completes "The time-stamp is not accepted: …". */
export function refusedStamp(why: string, cause?: unknown): AppError {
  return new AppError({
    code: 'evidence.stamp_refused',
    message: `The time-stamp is not accepted: ${why}.`,
    ...(cause === undefined ? {} : { detail: String(cause), cause }),
  });
}
