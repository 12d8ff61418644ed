import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { contract } from '../../contract/contract.ts';
import { listProcedures } from '../../contract/list-procedures.ts';
import { plainRoutes } from '../../contract/plain-routes.ts';
import { version } from '../platform/version.ts';

type Document = Awaited<ReturnType<OpenAPIGenerator['generate']>>;

let cached: Promise<Document> | null = null;

/** OpenAPI 3.1 of every route, with the permission of each as `x-permission`. Made once per process. */
export function openApiDocument(): Promise<Document> {
  cached ??= generate();
  return cached;
}

async function generate(): Promise<Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(contract, {
    info: { title: 'Virga', version, description: 'Failures are RFC 9457 problems with `code` and `facts`.' },
    servers: [{ url: '/api/v1' }],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'virga_<id>_<secret>_<checksum>' } },
    },
    security: [{ token: [] }],
  });
  const paths = { ...document.paths } as Record<string, Record<string, object>>;
  for (const { method, path, meta } of listProcedures()) {
    const operation = paths[path]?.[method.toLowerCase()];
    if (operation) Object.assign(operation, { 'x-permission': meta.permission });
  }
  for (const { id, method, path, permission, summary, answers } of plainRoutes) {
    const operation = {
      operationId: id,
      summary,
      'x-permission': permission,
      parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      responses: { default: { description: answers } },
    };
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  return { ...document, paths } as Document;
}
