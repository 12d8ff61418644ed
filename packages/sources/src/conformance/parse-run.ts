import { defaultLimits, type TimelineEvent } from '@virga/domain';
import type { FoldedCopy, ParseContext, SealFacts } from '@virga/source-kit';
import type { FolderPack } from './folder-evidence.ts';

/** Runs a parser over a pack of a test, and keeps what it emits. */
export class ParseRun {
  readonly rows: TimelineEvent[] = [];
  readonly folded: FoldedCopy[] = [];
  readonly done: string[] = [];
  readonly context: ParseContext;

  constructor(pack: FolderPack, seal: SealFacts) {
    const objects = pack.objects.map(({ facts, sizeBytes, sha256 }) => ({
      key: facts.key,
      sizeBytes,
      sha256,
      metadata: facts.metadata ?? {},
    }));
    this.context = {
      evidenceId: pack.evidenceId,
      caseId: 'case-1',
      async *objects() {
        yield* objects;
      },
      async *read(object) {
        yield pack.read(object.key);
      },
      imagePath: null,
      independentCount: seal.independentCount,
      origin: seal.origin,
      emit: async (events, folded) => {
        this.rows.push(...events.map(({ event }) => event));
        this.folded.push(...(folded ?? []));
      },
      objectDone: async (object) => void this.done.push(object.key),
      resumed: null,
      async *storedRows() {},
      isOwn: ({ requestIds }) => requestIds.includes('own-request'),
      limits: defaultLimits,
      expansionAnswer: null,
      progress: () => undefined,
      signal: new AbortController().signal,
    };
  }
}
