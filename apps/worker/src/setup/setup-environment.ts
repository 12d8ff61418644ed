import type { RolePasswords } from '@virga/database';
import { readEnv } from '@virga/runtime';
import { z } from 'zod';
import { storeFields } from '../environment.ts';

const schema = z.object({
  ...storeFields,
  EVIDENCE_STORE: storeFields.EVIDENCE_STORE.optional(),
  OWNER_DATABASE_URL: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  /** For servers: one password for each database role, all four or none (then they are derived from the owner's). */
  OWNER_DATABASE_PASSWORD: z.string().min(12).optional(),
  APP_DATABASE_PASSWORD: z.string().min(12).optional(),
  PARSE_DATABASE_PASSWORD: z.string().min(12).optional(),
  READ_DATABASE_PASSWORD: z.string().min(12).optional(),
  REDIS_URL: z.string().optional(),
  RANGE_FILE: z.string().optional(),
});
export type SetupEnvironment = z.output<typeof schema>;

/** Settings of the setup steps; each step says what it needs besides the home. */
export function setupEnvironment(): SetupEnvironment {
  return readEnv(schema);
}

export function needed(value: string | undefined, name: string): string {
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

/** Undefined when none is set. Some and not all, or two that are equal, would leave a role open to the holder of another. */
export function rolePasswords(environment: SetupEnvironment): RolePasswords | undefined {
  const given = {
    virga_owner: environment.OWNER_DATABASE_PASSWORD,
    virga_app: environment.APP_DATABASE_PASSWORD,
    virga_parse: environment.PARSE_DATABASE_PASSWORD,
    virga_read: environment.READ_DATABASE_PASSWORD,
  };
  const set = Object.values(given).filter((password) => password !== undefined);
  if (set.length === 0) return undefined;
  if (set.length < 4)
    throw new Error(
      'Set all of OWNER_, APP_, PARSE_ and READ_DATABASE_PASSWORD, or none: every database role has a password of its own',
    );
  if (new Set(set).size < 4)
    throw new Error('OWNER_, APP_, PARSE_ and READ_DATABASE_PASSWORD must be four different passwords');
  return given as RolePasswords;
}
