'use client';

import { BatchLine } from './batch-line.tsx';
import { useBatches } from './batch-store.ts';
import { DropZone } from './drop-zone.tsx';

export function UploadArea({ caseId }: { caseId: string }) {
  const batches = useBatches(caseId);
  return (
    <>
      <DropZone caseId={caseId} />
      {batches.map((batch) => (
        <BatchLine key={batch.id} batch={batch} />
      ))}
    </>
  );
}
