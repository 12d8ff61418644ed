import type { EvidenceVerification, Transaction } from '@virga/database';
import { z } from 'zod';
import { verification } from '../../contract/evidence.ts';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';
import { userNames, userRefOf } from '../platform/user-names.ts';

type Row = z.input<typeof verification>;
const { state, verdict, problems } = verification.shape;
/** What the worker wrote, read leniently. */
const problemColumn = z.array(problems.element).catch([]);

export async function verificationsOf(
  db: { prisma: Transaction },
  rows: readonly EvidenceVerification[],
): Promise<Row[]> {
  const names = await userNames(
    db,
    rows.flatMap((row) => row.requestedById ?? []),
  );
  return rows.map((row) => ({
    id: row.id,
    evidenceId: row.evidenceId,
    state: state.options.find((word) => word === row.state) ?? 'failed',
    verdict: verdict.catch(null).parse(row.verdict),
    sentence: row.sentence,
    problems: problemColumn.parse(row.problems),
    by: row.requestedById === null ? null : userRefOf(names, row.requestedById),
    askedAt: isoOf(row.createdAt),
    finishedAt: isoOrNull(row.finishedAt),
  }));
}
