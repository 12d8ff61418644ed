import { AppError, type ImportLedger } from '@virga/domain';
import type { FoldIndex, FormatParser } from '@virga/formats';
import type { ParseContext, SealedObject } from '@virga/source-kit';

/**
 * One object of a log format, its rows handed to the timeline. Throws evidence.expansion where it grows beyond the limit and
 * nobody has answered yet: real logs compress so, and so do bombs.
 */
export async function parseFormatObject(
  context: ParseContext,
  format: FormatParser,
  object: SealedObject,
  fold: FoldIndex,
): Promise<ImportLedger> {
  const { recordBytes, jsonDepth, recordFields, expansionRatio } = context.limits;
  const { ledger, expansion } = await format.parse({
    evidenceId: context.evidenceId,
    object: object.key,
    path: [object.key],
    chunks: context.read(object),
    fold,
    limits: {
      maxRecordBytes: recordBytes,
      maxDepth: jsonDepth,
      maxFields: recordFields,
      maxRatio: context.expansionAnswer === 'let' ? Number.POSITIVE_INFINITY : expansionRatio,
    },
    signal: context.signal,
    async sink({ events, folded }) {
      const rows = events.map(({ event, parsed }) => {
        event.own = context.isOwn({ requestIds: event.correlation, credential: event.credential });
        return { event, rawText: format.searchedValues(parsed, event), record: parsed };
      });
      await context.emit(rows, folded);
    },
  });
  if (expansion !== null && context.expansionAnswer === null)
    throw new AppError({
      code: 'evidence.expansion',
      message: `${object.key}: ${expansion}. Real logs can compress so: let it through, or leave it out and count it as failed.`,
      facts: { object: object.key, ratio: expansionRatio },
    });
  return ledger;
}
