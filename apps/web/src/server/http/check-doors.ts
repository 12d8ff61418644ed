import { AppError, errorCodes } from '@virga/domain';
import type { WebEnv } from '../env.ts';

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);
const contentTypes = {
  json: /^application\/json(\s*;.*)?$/i,
  tus: /^(application\/offset\+octet-stream|application\/json(\s*;.*)?)$/i,
};

/**
 * security.md, "Doors of the web app". Every request: a Host of ours. State changes besides: own Origin, Sec-Fetch-Site
 * same-origin, a JSON (or tus) content type. A request with an API token carries no cookie authority, so it needs no Origin;
 * one that carries a foreign Origin is refused all the same.
 */
export function checkDoors(env: WebEnv, request: Request, body: keyof typeof contentTypes): void {
  const host = request.headers.get('host');
  if (!host || !allowedHosts(env).has(host.toLowerCase())) throw refused('host');
  if (reads.has(request.method)) return;
  const origin = request.headers.get('origin');
  const usesToken = request.headers.has('authorization');
  if (!(origin === null ? usesToken : allowedOrigins(env).has(origin))) throw refused('origin');
  const site = request.headers.get('sec-fetch-site');
  if (!(site === 'same-origin' || (site === null && usesToken))) throw refused('sec-fetch-site');
  const type = request.headers.get('content-type');
  // A body-less POST of tus or of a procedure without input has no type; a form or text of a foreign page always has one.
  const hasBody = request.body !== null && request.headers.get('content-length') !== '0';
  if (type === null ? hasBody : !contentTypes[body].test(type)) throw refused('content-type');
}

/**
 * The API is read by our own pages, by typed addresses and by programs, never by a link or image of another site: some
 * reads leave rows in the custody chain, and SameSite=Lax lets a foreign link carry the cookie.
 */
export function checkReader(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') throw refused('sec-fetch-site');
}

function refused(door: string): AppError {
  return new AppError({ code: 'request.origin', message: errorCodes['request.origin'].meaning, facts: { door } });
}

const known = new WeakMap<WebEnv, { hosts: Set<string>; origins: Set<string> }>();

function doorsOf(env: WebEnv): { hosts: Set<string>; origins: Set<string> } {
  let doors = known.get(env);
  if (!doors) {
    const own = new URL(env.NEXTAUTH_URL);
    const hosts = new Set([own.host, ...(env.VIRGA_HOSTS ?? '').split(',').map((name) => name.trim().toLowerCase())]);
    hosts.delete('');
    // localhost and 127.0.0.1 are one machine to the person who types them.
    if (own.hostname === '127.0.0.1') hosts.add(own.host.replace('127.0.0.1', 'localhost'));
    doors = { hosts, origins: new Set([...hosts].map((name) => `${own.protocol}//${name}`)) };
    known.set(env, doors);
  }
  return doors;
}

export function allowedHosts(env: WebEnv): Set<string> {
  return doorsOf(env).hosts;
}

function allowedOrigins(env: WebEnv): Set<string> {
  return doorsOf(env).origins;
}
