import { custodyEvents } from '@virga/domain';
import { z } from 'zod';
import { bigintText, id, isoTime, listOf, pageFields, sha256Text, userRef } from './fields.ts';
import { procedure } from './procedure.ts';

export const importLedger = z.object({
  independent: z.object({ by: z.string(), objects: z.number() }).nullable(),
  objects: z.object({
    read: z.number(),
    failed: z.array(z.object({ object: z.string(), reason: z.string(), offset: z.number() })),
    excluded: z.array(z.object({ object: z.string(), by: z.string(), reason: z.string() })),
  }),
  bytes: z.object({
    stored: z.number(),
    decoded: z.number(),
    records: z.number(),
    envelope: z.number(),
    rejected: z.number(),
  }),
  records: z.object({
    total: z.number(),
    parsed: z.number(),
    folded: z.number(),
    rejected: z.number(),
    metadata: z.number(),
  }),
  events: z.number(),
  conflicts: z.number(),
  rejectedSpans: z.array(z.object({ object: z.string(), offset: z.number(), length: z.number(), reason: z.string() })),
  rejectedSpansTotal: z.number(),
  warnings: z.array(z.string()),
});

export const evidenceRow = z.object({
  id,
  /** Said aloud as E-12. */
  number: z.number().int(),
  title: z.string(),
  sourceId: z.string(),
  kind: z.enum(['pack', 'image']),
  format: z.string(),
  state: z.enum(['collecting', 'sealed', 'waiting', 'parsing', 'done', 'failed']),
  waitingFor: z.string().nullable(),
  sizeBytes: bigintText,
  storedBytes: bigintText,
  objectCount: z.number().int(),
  sha256: sha256Text.nullable(),
  manifestSha256: sha256Text.nullable(),
  eventCount: bigintText,
  /** Null until there is a ledger. */
  ledgerColour: z.enum(['green', 'amber', 'red']).nullable(),
  ledgerReasons: z.array(z.string()),
  verifyState: z.enum(['intact', 'broken']).nullable(),
  verifiedAt: isoTime.nullable(),
  sealedAt: isoTime.nullable(),
  readBackAt: isoTime.nullable(),
  createdAt: isoTime,
  acquisitionId: id.nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  parse: z
    .object({ state: z.string(), attempt: z.number().int(), progress: z.record(z.string(), z.json()) })
    .nullable(),
});

export const custodyRow = z.object({
  number: z.number().int(),
  what: z.enum(custodyEvents),
  actor: z.object({ userId: z.string().nullable(), name: z.string(), cloudIdentity: z.string().nullable() }),
  when: z.object({ ours: z.string(), provider: z.string().nullable(), offsetMs: z.number().nullable() }),
  evidenceId: id.nullable(),
  hash: z.string().nullable(),
  hashedAt: z.string().nullable(),
  requestIds: z.array(z.string()),
  tool: z.string(),
  details: z.record(z.string(), z.json()),
  previousHash: z.string(),
  entryHash: z.string(),
});

export const custodyHead = z.object({
  number: z.number().int(),
  entryHash: z.string(),
  keyFingerprint: z.string(),
  signedAt: z.string(),
});

/** What somebody says to an item that grows beyond the limit of expansion. */
const expansionAnswer = z.enum(['let', 'leave']);

/** One reading of every byte of an item, or of the chain. */
export const verification = z.object({
  id,
  /** Null: the custody chain of the case. */
  evidenceId: id.nullable(),
  state: z.enum(['queued', 'running', 'done', 'failed']),
  verdict: z.enum(['intact', 'broken']).nullable(),
  sentence: z.string(),
  /** Where: file of the item, first byte and length of the chunk. */
  problems: z.array(
    z.object({
      file: z.string(),
      offset: z.number().nullable(),
      length: z.number().nullable(),
      sentence: z.string(),
    }),
  ),
  /** Null: the nightly run. */
  by: userRef.nullable(),
  askedAt: isoTime,
  finishedAt: isoTime.nullable(),
});

/** Red on the case: what the newest reading found to be other than sealed. Empty lists are good news. */
export const caseIntegrity = z.object({
  items: z.array(
    z.object({ id, number: z.number().int(), title: z.string(), at: isoTime.nullable(), sentence: z.string() }),
  ),
  chain: z.object({ at: isoTime, sentence: z.string() }).nullable(),
});

export const evidenceDetail = evidenceRow.extend({
  /** Newest first. */
  verifications: z.array(verification),
  origin: z.record(z.string(), z.json()),
  independentCount: z.object({ by: z.string(), objects: z.number() }).nullable(),
  timeAssumption: z.string().nullable(),
  generation: z.number().int(),
  parserId: z.string().nullable(),
  ledger: importLedger.nullable(),
  custody: z.array(custodyRow),
});

export const custodyState = z.object({
  items: z.array(custodyRow),
  next: z.string().nullable(),
  heads: z.array(custodyHead),
  /** The chain as it stands, hashes recomputed now: `intact`, or what is wrong and where. */
  verdict: z.object({ intact: z.boolean(), sentence: z.string() }),
  /** Outside time-stamps (RFC 3161) over the heads. */
  anchor: z.object({
    newest: z.object({ number: z.number().int(), at: z.string(), authority: z.string() }).nullable(),
    /** When the first head was signed that no time-stamp covers. */
    notSince: z.string().nullable(),
    /** Why the last attempt failed, and when the next one is. */
    failure: z.object({ sentence: z.string(), attempts: z.number().int(), nextAt: isoTime }).nullable(),
  }),
  /** Readings of the chain, newest first. */
  verifications: z.array(verification),
});

const byCase = z.object({ caseId: id });
const byItem = byCase.extend({ evidenceId: id });

export const evidenceContract = {
  list: procedure
    .meta({ permission: 'evidence:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/evidence', summary: 'Evidence items with their ledgers' })
    .input(byCase.extend(pageFields))
    .output(listOf(evidenceRow)),
  get: procedure
    .meta({ permission: 'evidence:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/evidence/{evidenceId}', summary: 'One item, ledger, custody' })
    .input(byItem)
    .output(evidenceDetail),
  custody: procedure
    .meta({ permission: 'evidence:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/custody', summary: 'The custody chain and its signed heads' })
    .input(byCase.extend(pageFields))
    .output(custodyState),
  verify: procedure
    .meta({ permission: 'evidence:read', perMinute: 20 })
    .route({ method: 'POST', path: '/cases/{caseId}/evidence/{evidenceId}/verify', summary: 'Read every byte again' })
    .input(byItem)
    .output(evidenceRow),
  answerExpansion: procedure
    .meta({ permission: 'acquisition:start' })
    .route({
      method: 'POST',
      path: '/cases/{caseId}/evidence/{evidenceId}/expansion',
      summary: 'Let an object through that grows beyond the limit, or leave it out',
    })
    .input(byItem.extend({ answer: expansionAnswer }))
    .output(evidenceRow),
  verifyAll: procedure
    .meta({ permission: 'evidence:read', perMinute: 6 })
    .route({ method: 'POST', path: '/cases/{caseId}/verify', summary: 'Read the chain and every sealed byte again' })
    .input(byCase)
    .output(z.object({ items: z.number().int() })),
  integrity: procedure
    .meta({ permission: 'case:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/integrity', summary: 'What is not what was sealed' })
    .input(byCase)
    .output(caseIntegrity),
};
