/** A batch that was begun in this browser and not sealed: the same drop after a reload goes on under the same id. */
interface OpenBatch {
  batchId: string;
  caseId: string;
  /** Names and sizes, in order. */
  list: string;
}

export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

const key = 'virga-open-batches';
const kept = 20;

function read(shelf: Shelf): OpenBatch[] {
  try {
    const stored: unknown = JSON.parse(shelf.getItem(key) ?? '[]');
    return Array.isArray(stored) ? (stored as OpenBatch[]).filter((one) => typeof one?.batchId === 'string') : [];
  } catch {
    return [];
  }
}

function write(shelf: Shelf, batches: OpenBatch[]): void {
  try {
    shelf.setItem(key, JSON.stringify(batches.slice(0, kept)));
  } catch {
    // No room or no storage: a reload then begins a new batch, nothing else changes.
  }
}

/** Id for this list of files: the one it was begun under, or `fresh`. */
export function openBatchId(
  shelf: Shelf,
  caseId: string,
  files: readonly { name: string; sizeBytes: number }[],
  fresh: string,
): string {
  const list = listHash(files);
  const batches = read(shelf);
  const known = batches.find((one) => one.caseId === caseId && one.list === list);
  if (known) return known.batchId;
  write(shelf, [{ batchId: fresh, caseId, list }, ...batches]);
  return fresh;
}

export function forgetBatch(shelf: Shelf, batchId: string): void {
  write(
    shelf,
    read(shelf).filter((one) => one.batchId !== batchId),
  );
}

/** Short text for a list of files; not a proof, only a way to find it again. */
function listHash(files: readonly { name: string; sizeBytes: number }[]): string {
  let hash = 0n;
  for (const { name, sizeBytes } of files)
    for (const character of `${name}\0${sizeBytes}\n`)
      hash = BigInt.asUintN(64, hash * 1099511628211n + BigInt(character.codePointAt(0)!) + 1n);
  return `${files.length}-${hash.toString(16)}`;
}
