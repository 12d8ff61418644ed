import type { EvidenceStore } from './evidence-store.ts';

export interface S3StoreOptions {
  region: string;
  /** From server settings only; left out for AWS itself. */
  endpoint?: string;
  forcePathStyle?: boolean;
  /** Explicit always: no default chain, no profile, no environment. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** Object lock retention for every object written; the bucket must have object lock on. */
  retention?: { mode: 'GOVERNANCE' | 'COMPLIANCE'; days: number };
  legalHold?: boolean;
  /** Local folder where items are built before they are sent, and where fetched copies are kept. */
  stagingFolder: string;
}

export interface StoreOptions {
  /** Written into manifests, for example `virga 0.1.0`. */
  tool?: string;
  /** Needed for `s3://…`. */
  s3?: S3StoreOptions;
}

/** `place` is a folder (`/var/lib/virga/evidence`, `.virga/evidence`) or `s3://bucket/prefix`. The S3 client loads only when needed. */
export async function openEvidenceStore(place: string, options: StoreOptions = {}): Promise<EvidenceStore> {
  const tool = options.tool ?? 'virga 0.1.0';
  if (place.startsWith('s3://')) {
    const { openS3Store } = await import('./s3/open-s3-store.ts');
    return openS3Store(place, tool, options.s3);
  }
  const { openFolderStore } = await import('./folder/open-folder-store.ts');
  return openFolderStore(place, tool);
}
