import { AppError } from '@virga/domain';

const perUser = 4;
const mostWaiting = 32;

interface Slot {
  active: number;
  waiting: { begin(): void }[];
}

/** Whose query, and the request that wants it: a CaseCall. */
interface Asker {
  access: { userId: string };
  signal?: AbortSignal | undefined;
}

const running = new Map<string, Slot>();

/**
 * At most four interactive queries of one user at a time; more wait their turn, far more are refused. Per process. Whose
 * request ends while it waits leaves the line and never asks the database.
 */
export async function withQuerySlot<Result>(
  { access: { userId }, signal }: Asker,
  work: () => Promise<Result>,
): Promise<Result> {
  const slot = running.get(userId) ?? { active: 0, waiting: [] };
  running.set(userId, slot);
  if (slot.active >= perUser) await waitTurn(slot, signal);
  else slot.active += 1;
  try {
    signal?.throwIfAborted();
    return await work();
  } finally {
    const next = slot.waiting.shift();
    if (next) next.begin();
    else slot.active -= 1;
    if (slot.active === 0 && slot.waiting.length === 0) running.delete(userId);
  }
}

function waitTurn(slot: Slot, signal?: AbortSignal): Promise<void> {
  if (slot.waiting.length >= mostWaiting)
    throw new AppError({
      code: 'request.too_many',
      message: 'Too many queries at once: wait for some to finish.',
      retryable: true,
    });
  return new Promise((resolve, reject) => {
    const leave = () => {
      slot.waiting = slot.waiting.filter((other) => other !== turn);
      reject(signal?.reason);
    };
    const turn = {
      begin() {
        signal?.removeEventListener('abort', leave);
        resolve();
      },
    };
    slot.waiting.push(turn);
    if (signal?.aborted) leave();
    else signal?.addEventListener('abort', leave, { once: true });
  });
}
