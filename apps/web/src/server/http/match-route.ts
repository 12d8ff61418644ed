import { listProcedures } from '../../contract/list-procedures.ts';
import { type PlainRouteId, plainRoutes } from '../../contract/plain-routes.ts';
import type { ProcedureMeta } from '../../contract/procedure.ts';

export interface MatchedRoute {
  /** Name of the procedure (`cases.get`) or id of the plain route (`evidence.bytes`). */
  name: string;
  meta: ProcedureMeta;
  /** Set for routes that move bytes. */
  plainId: PlainRouteId | null;
  params: Record<string, string>;
}

interface Pattern extends Omit<MatchedRoute, 'params'> {
  method: string;
  segments: string[];
}

const prefix = '/api/v1/';

const patterns: Pattern[] = [
  ...plainRoutes.map((route) => ({
    name: route.id,
    meta: route,
    plainId: route.id,
    method: route.method,
    segments: segmentsOf(route.path),
  })),
  ...listProcedures().map(({ name, meta, method, path }) => ({
    name,
    meta,
    plainId: null,
    method,
    segments: segmentsOf(path),
  })),
];

/** The route behind a method and path; a fixed word beats a parameter. Null when there is none. */
export function matchRoute(method: string, pathname: string): MatchedRoute | null {
  if (!pathname.startsWith(prefix)) return null;
  const asked = pathname.slice(prefix.length).split('/');
  let best: { pattern: Pattern; params: Record<string, string>; count: number } | null = null;
  for (const pattern of patterns) {
    if (pattern.method !== method) continue;
    const params = paramsOf(pattern.segments, asked);
    const count = params ? Object.keys(params).length : 0;
    if (params && (!best || count < best.count)) best = { pattern, params, count };
  }
  if (!best) return null;
  const { name, meta, plainId } = best.pattern;
  return { name, meta, plainId, params: best.params };
}

function paramsOf(segments: string[], asked: string[]): Record<string, string> | null {
  if (segments.length !== asked.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const given = asked[index]!;
    if (!segment.startsWith('{')) {
      if (segment !== given) return null;
      continue;
    }
    const value = decoded(given);
    if (value === null || value === '') return null;
    params[segment.slice(1, -1)] = value;
  }
  return params;
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function segmentsOf(path: string): string[] {
  return path.replace(/^\//, '').split('/');
}
