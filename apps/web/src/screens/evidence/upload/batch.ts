export type FileState = 'waiting' | 'hashing' | 'sending' | 'arrived' | 'failed';

export interface BatchFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly state: FileState;
  readonly sentBytes: number;
  readonly sha256: string | null;
  readonly error: string | null;
}

/** One drop: many files that become one evidence item. */
export interface Batch {
  readonly id: string;
  readonly caseId: string;
  readonly title: string;
  readonly startedAtMs: number;
  readonly phase: 'sending' | 'incomplete' | 'sealing' | 'sealed' | 'failed' | 'stopped';
  readonly files: readonly BatchFile[];
  readonly error: string | null;
}

export interface BatchCounts {
  files: number;
  arrived: number;
  failed: number;
  bytes: number;
  sentBytes: number;
  hashing: number;
}

export function countsOf(batch: Batch): BatchCounts {
  const counts = { files: batch.files.length, arrived: 0, failed: 0, bytes: 0, sentBytes: 0, hashing: 0 };
  for (const file of batch.files) {
    counts.bytes += file.sizeBytes;
    counts.sentBytes += file.state === 'arrived' ? file.sizeBytes : file.sentBytes;
    if (file.state === 'arrived') counts.arrived += 1;
    if (file.state === 'failed') counts.failed += 1;
    if (file.state === 'hashing') counts.hashing += 1;
  }
  return counts;
}

/** What goes on, in one sentence. */
export function batchSentence(batch: Batch): string {
  const { files, arrived, failed } = countsOf(batch);
  if (batch.phase === 'sealing') return 'All arrived; asking for the seal.';
  if (batch.phase === 'sealed') return 'Handed over: sealing, parsing and its ledger show below as an acquisition.';
  if (batch.phase === 'stopped') return `Stopped. ${arrived} of ${files} files arrived; nothing is sealed.`;
  if (batch.phase === 'failed') return batch.error ?? 'The seal was refused.';
  if (batch.phase === 'incomplete')
    return `${failed} of ${files} files did not arrive. Send them again, or seal what arrived: the ledger will name the missing.`;
  return `${arrived} of ${files} files arrived${failed > 0 ? `, ${failed} failed` : ''}.`;
}
