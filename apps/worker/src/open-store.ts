import { join } from 'node:path';
import { AppError } from '@virga/domain';
import { type EvidenceStore, openEvidenceStore } from '@virga/evidence-store';
import type { z } from 'zod';
import { tool } from './custody-tool.ts';
import type { storeFields } from './environment.ts';

export type StoreEnvironment = z.output<z.ZodObject<typeof storeFields>>;

/** The evidence store that the environment names: a folder, or S3 with explicit keys. */
export async function openStore(environment: StoreEnvironment): Promise<EvidenceStore> {
  const {
    EVIDENCE_STORE: place,
    EVIDENCE_STORE_ACCESS_KEY: accessKeyId,
    EVIDENCE_STORE_SECRET_KEY: secretAccessKey,
  } = environment;
  if (!place.startsWith('s3://')) return openEvidenceStore(place, { tool });
  if (!accessKeyId || !secretAccessKey)
    throw new AppError({
      code: 'system.unavailable',
      message: 'An S3 evidence store needs EVIDENCE_STORE_ACCESS_KEY and EVIDENCE_STORE_SECRET_KEY.',
    });
  const days = environment.EVIDENCE_STORE_RETENTION_DAYS;
  return openEvidenceStore(place, {
    tool,
    s3: {
      region: environment.EVIDENCE_STORE_REGION,
      ...(environment.EVIDENCE_STORE_ENDPOINT
        ? { endpoint: environment.EVIDENCE_STORE_ENDPOINT, forcePathStyle: true }
        : {}),
      credentials: { accessKeyId, secretAccessKey },
      ...(days ? { retention: { mode: 'GOVERNANCE' as const, days } } : {}),
      stagingFolder: join(environment.VIRGA_HOME, 'staging'),
    },
  });
}
