import { webEnv } from '../env.ts';
import { openPlatform } from './open-platform.ts';
import type { Platform } from './platform.ts';

/** One per process; on globalThis because `next dev` loads modules again and would open the database anew each time. */
const holder = globalThis as typeof globalThis & { virgaPlatform?: Promise<Platform> };

export function webPlatform(): Promise<Platform> {
  holder.virgaPlatform ??= openPlatform(webEnv());
  return holder.virgaPlatform;
}
