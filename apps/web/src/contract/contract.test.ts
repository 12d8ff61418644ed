import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { permissions, roleHas, roles } from '@virga/domain';
import { expect, test } from 'vitest';
import { contract } from './contract.ts';
import { listProcedures } from './list-procedures.ts';
import { plainRoutes } from './plain-routes.ts';

const procedures = listProcedures();

test('every procedure and plain route declares a permission of the table, a method, a path and a summary', () => {
  expect(procedures.length).toBeGreaterThan(80);
  for (const { name, meta, method, path, summary } of procedures) {
    const known = meta.permission === 'public' || (meta.permission !== undefined && meta.permission in permissions);
    expect(known, `${name} declares no permission`).toBe(true);
    expect(method && path && summary, `${name} has no route`).toBeTruthy();
  }
  for (const route of plainRoutes) expect(route.permission in permissions, route.id).toBe(true);
});

test('only the options of the sign-in page are public', () => {
  expect(procedures.filter(({ meta }) => meta.permission === 'public').map(({ name }) => name)).toEqual([
    'session.options',
  ]);
});

test('a case permission is used only below /cases/{caseId}, and every such route names a case permission', () => {
  const outside = ['cases.join'];
  for (const { name, meta, path } of [
    ...procedures,
    ...plainRoutes.map((route) => ({ name: route.id, meta: route, path: route.path })),
  ]) {
    if (outside.includes(name) || meta.permission === 'public' || meta.permission === undefined) continue;
    expect(permissions[meta.permission].inCase, `${name} ${path}`).toBe(path.startsWith('/cases/{caseId}'));
  }
});

test('no two routes answer the same method and path', () => {
  const keys = [...procedures, ...plainRoutes].map(
    ({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`,
  );
  expect(new Set(keys).size).toBe(keys.length);
});

test('every permission of the table is used by some route and held by some role', () => {
  const used = new Set<string>([
    ...procedures.map(({ meta }) => String(meta.permission)),
    ...plainRoutes.map((route) => route.permission),
  ]);
  expect(Object.keys(permissions).filter((name) => !used.has(name))).toEqual([]);
  for (const name of Object.keys(permissions) as (keyof typeof permissions)[])
    expect(
      roles.some((role) => roleHas(role, name)),
      name,
    ).toBe(true);
});

test('the contract generates an OpenAPI 3.1 document with every path', async () => {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, { info: { title: 'Virga', version: '1' } });
  expect(document.openapi).toMatch(/^3\.1\./);
  const operations = Object.values(document.paths ?? {}).flatMap((item) => Object.keys(item ?? {}));
  expect(operations.length).toBe(procedures.length);
});
