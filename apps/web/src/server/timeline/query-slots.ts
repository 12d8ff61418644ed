import { AppError } from '@virga/domain';

const perUser = 4;
const mostWaiting = 32;
const running = new Map<string, { active: number; waiting: (() => void)[] }>();

/** At most four interactive queries of one user at a time; more wait their turn, far more are refused. Per process. */
export async function withQuerySlot<Result>(userId: string, work: () => Promise<Result>): Promise<Result> {
  const slot = running.get(userId) ?? { active: 0, waiting: [] };
  running.set(userId, slot);
  if (slot.active >= perUser) {
    if (slot.waiting.length >= mostWaiting)
      throw new AppError({
        code: 'request.too_many',
        message: 'Too many queries at once: wait for some to finish.',
        retryable: true,
      });
    await new Promise<void>((resolve) => slot.waiting.push(resolve));
  } else slot.active += 1;
  try {
    return await work();
  } finally {
    const next = slot.waiting.shift();
    if (next) next();
    else slot.active -= 1;
    if (slot.active === 0 && slot.waiting.length === 0) running.delete(userId);
  }
}
