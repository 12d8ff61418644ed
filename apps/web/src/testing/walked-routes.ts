import { listProcedures } from '../contract/list-procedures.ts';
import { plainRoutes } from '../contract/plain-routes.ts';
import type { ProcedureMeta } from '../contract/procedure.ts';
import type { Sample } from './route-samples.ts';
import type { Sent } from './test-web.ts';

export interface WalkedRoute {
  name: string;
  method: string;
  path: string;
  meta: ProcedureMeta;
}

/** Every route there is, from the contract itself. */
export const walkedRoutes: WalkedRoute[] = [
  ...listProcedures().map(({ name, method, path, meta }) => ({ name, method, path, meta })),
  ...plainRoutes.map((route) => ({ name: route.id, method: route.method, path: route.path, meta: route })),
];

/** The request of a sample. */
export function sentOf(route: WalkedRoute, sample: Sample, cookie?: string): { path: string; sent: Sent } {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = sample.params?.[name];
    if (value === undefined) throw new Error(`the sample of ${route.name} has no ${name}`);
    return encodeURIComponent(value);
  });
  const query = sample.query ? `?${new URLSearchParams(sample.query)}` : '';
  const hasBody = sample.body !== undefined;
  return {
    path: `${path}${query}`,
    sent: {
      method: route.method,
      ...(hasBody ? { body: sample.body } : route.name === 'uploads.append' ? { body: Buffer.from('12345') } : {}),
      ...(cookie ? { cookie } : {}),
      ...(sample.headers ? { headers: sample.headers } : {}),
    },
  };
}

/** The sample with every occurrence of some ids replaced, wherever they stand. */
export function replaceIds(sample: Sample, replacements: Map<string, string>): Sample {
  let text = JSON.stringify(sample);
  for (const [from, to] of replacements) text = text.replaceAll(from, to);
  return JSON.parse(text) as Sample;
}
