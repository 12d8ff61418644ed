import { AppError, errorCodes } from '@virga/domain';

interface Window {
  minute: number;
  count: number;
}

const windows = new Map<string, Window>();
const mostKeys = 20_000;

/** Counts one request of `key` in the running minute; throws request.too_many above `perMinute`. Per process. */
export function checkRate(key: string, perMinute: number, nowMs: number = Date.now()): void {
  const minute = Math.floor(nowMs / 60_000);
  const window = windows.get(key);
  if (!window || window.minute !== minute) {
    if (windows.size >= mostKeys) forgetOld(minute);
    windows.set(key, { minute, count: 1 });
    return;
  }
  window.count += 1;
  if (window.count > perMinute)
    throw new AppError({
      code: 'request.too_many',
      message: errorCodes['request.too_many'].meaning,
      retryable: true,
      facts: { retryAfterSeconds: 60 - Math.floor((nowMs % 60_000) / 1000) },
    });
}

/** Keys of earlier minutes say nothing any more; with none of those, everything goes rather than memory. */
function forgetOld(minute: number): void {
  for (const [key, window] of windows) if (window.minute !== minute) windows.delete(key);
  if (windows.size >= mostKeys) windows.clear();
}
