import { AppError } from '@virga/domain';
import type { z } from 'zod';

/**
 * Reads an app's environment once. Every fault is reported in one error, a sentence per variable, and values are never
 * repeated (they may be secrets). Empty strings count as absent.
 */
export function readEnv<Schema extends z.ZodType>(
  schema: Schema,
  source: Record<string, string | undefined> = process.env,
): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.') || 'environment'}: ${issue.message}`);
  throw new AppError({
    code: 'system.unavailable',
    message: `The settings in the environment are not usable. ${faults.join('. ')}.`,
    facts: { faults },
  });
}
