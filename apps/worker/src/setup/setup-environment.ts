import { readEnv } from '@virga/runtime';
import { z } from 'zod';

const schema = z.object({
  VIRGA_HOME: z.string().min(1),
  OWNER_DATABASE_URL: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  REDIS_URL: z.string().optional(),
  RANGE_FILE: z.string().optional(),
});

/** Settings of the setup steps; each step says what it needs besides the home. */
export function setupEnvironment(): z.output<typeof schema> {
  return readEnv(schema);
}

export function needed(value: string | undefined, name: string): string {
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
