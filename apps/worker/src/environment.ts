import { readEnv } from '@virga/runtime';
import { z } from 'zod';
import { authorityFields } from './custody/open-authority.ts';
import { verificationFields } from './sweeps/verify-stored.ts';

/** Where the evidence is. */
export const storeFields = {
  VIRGA_HOME: z.string().min(1),
  EVIDENCE_STORE: z.string().min(1),
  /** For an S3 store; explicit always. */
  EVIDENCE_STORE_REGION: z.string().default('us-east-1'),
  EVIDENCE_STORE_ENDPOINT: z.url().optional(),
  EVIDENCE_STORE_ACCESS_KEY: z.string().optional(),
  EVIDENCE_STORE_SECRET_KEY: z.string().optional(),
  EVIDENCE_STORE_RETENTION_DAYS: z.coerce.number().int().positive().optional(),
};

const schema = z.object({
  ...storeFields,
  ...authorityFields,
  ...verificationFields,
  DATABASE_URL: z.url(),
  REDIS_URL: z.string().optional(),
});
export type WorkerEnvironment = z.output<typeof schema>;

/** Everything a worker reads from its environment, once; all faults at once. */
export function workerEnvironment(): WorkerEnvironment {
  return readEnv(schema);
}
