import type { z } from 'zod';
import type { signInOptions } from '../../contract/session.ts';
import { isStaged } from '../platform/is-staged.ts';
import type { Platform } from '../platform/platform.ts';

/** All that somebody without a session may learn. */
export async function getSignInOptions(platform: Platform): Promise<z.input<typeof signInOptions>> {
  const issuer = platform.env.VIRGA_OIDC_ISSUER;
  return { oidc: issuer ? { issuer } : null, staged: await isStaged(platform.db) };
}
