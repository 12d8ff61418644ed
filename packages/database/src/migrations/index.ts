export { applyMigrations, migrationsFolder, readMigrations } from './apply-migrations.ts';
export { diffSchema, type SchemaFile } from './diff-schema.ts';
export {
  type DatabaseUrls,
  findDatabase,
  type PrepareOptions,
  prepareDatabase,
  provisionRoles,
  type RolePasswords,
  roleUrls,
} from './prepare-database.ts';
export { readModels, writeMigration } from './write-migration.ts';
