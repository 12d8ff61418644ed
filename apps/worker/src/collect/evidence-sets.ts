import { AppError } from '@virga/domain';
import type { ImageWriter, PackWriter, WriterCheckpoint } from '@virga/evidence-store';
import type { ImageSet, PackSet, SealedSet, SealFacts } from '@virga/source-kit';
import type { AcquisitionRun } from './acquisition-run.ts';
import { sealItem } from './seal-item.ts';

export interface SetPlan {
  key: string;
  title: string;
  format: string;
  /** Of an image: the item that holds its documents. */
  documents?: { title: string; format: string };
}

/** Where a set's writer stands, kept in the acquisition's checkpoint: durable in the store before it is durable in the row. */
const placeOf = (key: string) => `writer ${key}`;

/** A set of objects; reopening it after a kill continues at its last checkpoint. */
export async function openPackSet(run: AcquisitionRun, plan: SetPlan): Promise<PackSet> {
  const evidenceId = await run.evidenceIdOf(plan, 'pack');
  const ref = { caseId: run.caseId, evidenceId };
  const known = run.checkpoint.read<never>(placeOf(plan.key)) as WriterCheckpoint | undefined;
  const request = { ...ref, mode: 'pack' as const, assertFence: run.assertFence };
  const writer: PackWriter = await run.parts.store.resumeItem(request, known ?? null);
  run.onClose(() => writer.close());
  const save = async () => run.checkpoint.save({ [placeOf(plan.key)]: { ...(await writer.checkpoint()) } as never });
  return {
    evidenceId,
    has: (key, versionId) => writer.has(key, versionId ?? null),
    async add(facts, bytes) {
      const { claimedHash, ...rest } = facts;
      const claimed = claimedHash ? { algorithm: claimedHash.algorithm, value: claimedHash.value } : null;
      const stored = await writer.addObject({ ...rest, claimedHash: claimed }, bytes);
      return { sha256: stored.sha256, sizeBytes: stored.length };
    },
    checkpoint: save,
    seal: (facts) => sealItem(run, plan, writer, facts),
  };
}

/** A sparse image; its documents (block list, volume description) become a second item of the same acquisition. */
export async function openImageSet(run: AcquisitionRun, plan: SetPlan): Promise<ImageSet> {
  const evidenceId = await run.evidenceIdOf(plan, 'image');
  const ref = { caseId: run.caseId, evidenceId };
  const known = run.checkpoint.read<never>(placeOf(plan.key)) as WriterCheckpoint | undefined;
  let opened: Promise<ImageWriter> | null = null;
  let current: ImageWriter | null = null;
  const papers: SetPlan | null = plan.documents ? { key: `${plan.key} documents`, ...plan.documents } : null;
  // After a kill they are opened again even when nothing is added to them any more: they must be sealed too.
  const hasPapers = papers && run.checkpoint.read<string>(`set ${papers.key}`) !== undefined;
  let documents: Promise<PackSet> | null = hasPapers ? openPackSet(run, papers) : null;
  await documents;
  const open = (sizeBytes: number) => {
    opened ??= run.parts.store
      .resumeItem({ ...ref, mode: 'image' as const, sizeBytes, assertFence: run.assertFence }, known ?? null)
      .then((writer) => {
        current = writer;
        run.onClose(() => writer.close());
        return writer;
      });
    return opened;
  };
  const writer = () => {
    if (!opened) throw new TypeError('setSize comes before everything else');
    return opened;
  };
  if (known?.mode === 'image') await open(known.sizeBytes);
  return {
    evidenceId,
    async setSize(sizeBytes) {
      const { sizeBytes: before } = await open(sizeBytes);
      if (before !== sizeBytes)
        throw new AppError({
          code: 'cloud.unexpected',
          message: `The disk had ${before} bytes and now has ${sizeBytes}.`,
        });
    },
    writeAt: async (offset, bytes) => (await writer()).writeAt(offset, bytes),
    finalUpTo: (offset) => current?.finalUpTo(offset),
    async checkpoint() {
      await (await documents)?.checkpoint();
      const state = await (await writer()).checkpoint();
      await run.checkpoint.save({ [placeOf(plan.key)]: { ...state } as never });
    },
    async attach(facts, bytes) {
      if (!papers) throw new TypeError(`the image ${plan.key} was opened without a word on its documents`);
      documents ??= openPackSet(run, papers);
      await (await documents).add(facts, bytes);
    },
    async seal(facts): Promise<SealedSet> {
      const sealed = await sealItem(run, plan, await writer(), facts);
      if (documents) await (await documents).seal(documentFacts(facts, sealed));
      return sealed;
    },
  };
}

function documentFacts(facts: SealFacts, image: SealedSet): SealFacts {
  return {
    origin: { ...facts.origin, image: image.evidenceId },
    hashedAt: 'first byte received',
    independentCount: facts.independentCount,
  };
}
