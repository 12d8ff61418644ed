import { AppError } from '@virga/domain';

/** Turns "no space left" of the operating system into `evidence.store_full` that says what is kept; throws the rest as it is. */
export function rethrowStorage(thrown: unknown, kept: string): never {
  const code = (thrown as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    throw new AppError({
      code: 'evidence.store_full',
      message: `The evidence store has no room left. ${kept} Free some room, then retry this step: it goes on from there.`,
      facts: { kept },
      retryable: true,
      cause: thrown,
    });
  // Our own names are always there, unless the work folder was renamed away.
  if (code === 'ENOENT') throw leaseLost(thrown);
  throw thrown;
}

/** The work folder went away under a writer: another worker resumed the item, or it was discarded. */
export function leaseLost(cause: unknown): AppError {
  return new AppError({
    code: 'lease.lost',
    message: 'Another worker took this evidence item over; this one stops and has changed nothing.',
    cause,
  });
}
