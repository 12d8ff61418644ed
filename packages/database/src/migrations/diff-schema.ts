import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';

export interface SchemaFile {
  path: string;
  content: string;
}

/** The part of the global that is used here: the workspace has no DOM types, and Node's leave it out. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

let isLoaded = false;

/** Prisma's own loader imports the wasm file as a module, which Node does not do: this is the same by hand. */
async function loadEngine(): Promise<void> {
  if (isLoaded) return;
  const require = createRequire(import.meta.url);
  const path = require.resolve('@prisma/schema-engine-wasm').replace(/schema_engine\.js$/, 'schema_engine_bg.wasm');
  const { instance } = await WebAssembly.instantiate(await readFile(path), { './schema_engine_bg.js': engine });
  engine.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  isLoaded = true;
}

/**
 * The SQL that leads from one datamodel to the other, '' when they are equal. `url`: any PostgreSQL, it is asked for its
 * version only (with the wasm engine anything that introspects fails, platform-notes).
 */
export async function diffSchema(from: SchemaFile[], to: SchemaFile[], url: string): Promise<string> {
  await loadEngine();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }));
  const models: [string, string][] = to.map((file) => [file.path, file.content]);
  const schemaEngine = await engine.SchemaEngine.new({ datamodels: models }, () => undefined, adapter);
  const filters = { externalTables: [], externalEnums: [] };
  const result = await schemaEngine.diff({
    from: from.length === 0 ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: from },
    to: { tag: 'schemaDatamodel', files: to },
    script: true,
    exitCode: null,
    filters,
  });
  const sql = result.stdout ?? '';
  return /^\s*(--[^\n]*\n?\s*)*$/.test(sql) ? '' : sql;
}
