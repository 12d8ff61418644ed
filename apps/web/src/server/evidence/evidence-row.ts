import type { EvidenceItem, ParseRun } from '@virga/database';
import { z } from 'zod';
import { evidenceRow } from '../../contract/evidence.ts';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';

type Row = z.input<typeof evidenceRow>;
const { state, kind } = evidenceRow.shape;
const colour = z.enum(['green', 'amber', 'red']).nullable().catch(null);
const verifyState = z.enum(['intact', 'broken']).nullable().catch(null);

/** `parses` newest first; only the first one is looked at. */
export function evidenceRowOf(row: EvidenceItem & { parses: ParseRun[] }): Row {
  const [parse] = row.parses;
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    sourceId: row.sourceId,
    kind: kind.options.find((word) => word === row.kind) ?? 'pack',
    format: row.format,
    state: state.options.find((word) => word === row.state) ?? 'failed',
    waitingFor: row.waitingFor,
    sizeBytes: row.sizeBytes.toString(),
    storedBytes: row.storedBytes.toString(),
    objectCount: row.objectCount,
    sha256: row.sha256,
    manifestSha256: row.manifestSha256,
    eventCount: row.eventCount.toString(),
    ledgerColour: colour.parse(row.ledgerColour),
    ledgerReasons: row.ledgerReasons,
    verifyState: verifyState.parse(row.verifyState),
    verifiedAt: isoOrNull(row.verifiedAt),
    sealedAt: isoOrNull(row.sealedAt),
    readBackAt: isoOrNull(row.readBackAt),
    createdAt: isoOf(row.createdAt),
    acquisitionId: row.acquisitionId,
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    parse: parse
      ? {
          state: parse.state,
          attempt: parse.attempt,
          progress: parse.progress as NonNullable<Row['parse']>['progress'],
        }
      : null,
  };
}

export const withNewestParse = { parses: { orderBy: { generation: 'desc' as const }, take: 1 } };
