import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutFolder } from '@virga/runtime';
import { UsageError } from '../usage-error.ts';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** `--server`, else VIRGA_SERVER, else the Virga that runs on this machine. A token never travels in the clear. */
export function serverAddress(given: string | undefined): string {
  const text = given ?? process.env['VIRGA_SERVER'] ?? runningHere() ?? 'http://127.0.0.1:3000';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol)) throw new UsageError(`--server ${text} is not an http or https address`);
  if (url.username !== '' || url.password !== '') throw new UsageError('--server takes no name or password');
  if (url.protocol === 'http:' && !loopback.test(url.hostname))
    throw new UsageError(`--server ${url.origin} would carry the token in the clear: use https`);
  return url.origin;
}

function runningHere(): string | null {
  try {
    const home = process.env['VIRGA_HOME'] ?? join(checkoutFolder(import.meta.dirname), '.virga');
    const { address } = JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')) as { address?: unknown };
    return typeof address === 'string' ? address : null;
  } catch {
    return null;
  }
}
