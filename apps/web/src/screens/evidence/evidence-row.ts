import type { z } from 'zod';
import type { custodyRow, custodyState, evidenceRow, importLedger } from '../../contract/evidence.ts';

export type EvidenceRow = z.output<typeof evidenceRow>;
export type CustodyRow = z.output<typeof custodyRow>;
export type CustodyState = z.output<typeof custodyState>;
export type LedgerJson = z.output<typeof importLedger>;
