import { rm } from 'node:fs/promises';
import { newId } from '@virga/domain/ids';
import { openEvidenceStore } from '@virga/evidence-store';
import type { BlockStage } from './range-blocks.ts';

/** The collector's own transfer into the evidence store, up to the seal; `readsBack`: and every byte read again, as the worker does. */
export async function sealDisk(stage: BlockStage, place: string, readsBack = false): Promise<void> {
  const store = await openEvidenceStore(place, { tool: 'virga bench' });
  const ref = { caseId: 'bench', evidenceId: newId() };
  const papers = await store.createItem({ ...ref, evidenceId: newId(), mode: 'pack' });
  let image: Awaited<ReturnType<typeof store.createItem<{ mode: 'image'; sizeBytes: number } & typeof ref>>> | null =
    null;
  const current = () => {
    if (!image) throw new Error('no size yet');
    return image;
  };
  const context = stage.context({
    openPack: () => Promise.reject(new Error('a disk has no pack')),
    openImage: async () => ({
      evidenceId: ref.evidenceId,
      setSize: async (sizeBytes) => {
        image = await store.createItem({ ...ref, mode: 'image' as const, sizeBytes });
      },
      writeAt: (offset, bytes) => current().writeAt(offset, bytes),
      finalUpTo: (offset) => current().finalUpTo(offset),
      checkpoint: async () => {
        await papers.checkpoint();
        await current().checkpoint();
      },
      attach: async (object, bytes) => {
        await papers.addObject({ key: object.key }, bytes);
      },
      seal: async (given) => {
        const { manifest, manifestSha256 } = await current().seal({ ...given.origin });
        await papers.seal({});
        const { sha256, sizeBytes } = manifest;
        return { evidenceId: ref.evidenceId, sha256, manifestSha256, sizeBytes };
      },
    }),
  });
  await stage.collector.transfer(context);
  if (readsBack && !(await store.readBack(ref)).ok) throw new Error('the sealed image reads back differently');
  await rm(place, { recursive: true, force: true });
}
