import { expect, test } from 'vitest';
import { walkedRoutes } from '../../testing/walked-routes.ts';
import { matchRoute } from './match-route.ts';

test('every route of the contract is found under its own method and path, with its parameters', () => {
  for (const { name, method, path } of walkedRoutes) {
    const concrete = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => `v-${key}`);
    const found = matchRoute(method, `/api/v1${concrete}`);
    expect(found?.name, `${method} ${path}`).toBe(name);
    for (const [, key] of path.matchAll(/\{(\w+)\}/g)) expect(found?.params[key!]).toBe(`v-${key}`);
  }
});

test('other methods, trailing slashes, empty parameters and broken escapes are no routes', () => {
  for (const [method, path] of [
    ['POST', '/api/v1/cases/x'],
    ['GET', '/api/v1/cases/'],
    ['GET', '/api/v1//cases'],
    ['GET', '/api/v1/cases/%E0%A4%A'],
    ['GET', '/api/v2/cases'],
    ['OPTIONS', '/api/v1/cases'],
  ] as const)
    expect(matchRoute(method, path), `${method} ${path}`).toBeNull();
});
