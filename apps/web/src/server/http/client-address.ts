import type { WebEnv } from '../env.ts';

/**
 * The address to count failures by. Next's server puts the peer's address in X-Forwarded-For when there is none and keeps what
 * a client sent; only behind a proxy of ours is its last entry true, else everybody counts as this machine.
 */
export function clientAddress(env: Pick<WebEnv, 'VIRGA_TRUST_PROXY'>, request: Request): string | null {
  const last = request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  if (env.VIRGA_TRUST_PROXY) return last?.slice(0, 64) || null;
  return last === '127.0.0.1' || last === '::1' || last === '::ffff:127.0.0.1' ? '127.0.0.1' : null;
}
