import { stat } from 'node:fs/promises';
import { missingDiskTools, parseDiskImage } from '@virga/disk';
import { AppError, type ImportLedger, type JsonValue } from '@virga/domain';
import type { ParseContext, Parser } from '@virga/source-kit';

/** Times of every file of a sealed disk image. A killed run begins again: the rows' ids are the same. */
export const diskImageParser: Parser = {
  format: 'disk/filesystem',
  version: 2,
  missing: async () => missingDiskTools(),
  parse,
};

async function parse(context: ParseContext): Promise<ImportLedger> {
  const { imagePath, origin, evidenceId } = context;
  if (imagePath === null)
    throw new AppError({ code: 'evidence.unreadable', message: 'A disk item without an image cannot be read.' });
  const ledger = await parseDiskImage({
    evidenceId,
    imagePath,
    sizeBytes: (await stat(imagePath)).size,
    host: text(origin.instanceId),
    account: text(origin.account),
    region: text(origin.region),
    emit: (events) => context.emit(events),
    progress: context.progress,
    signal: context.signal,
  });
  if (origin.complete === false)
    ledger.warnings.push(`Only ${origin.blocksStored} of ${origin.blocksListed} listed blocks could be read.`);
  for await (const object of context.objects()) await context.objectDone(object, ledger);
  return ledger;
}

function text(value: JsonValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
