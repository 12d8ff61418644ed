import type { Case, Transaction } from '@virga/database';
import { notFound } from '@virga/database';
import { type Permission, permissions, roleHas, severities } from '@virga/domain';
import type { z } from 'zod';
import { type caseDetail, tlp } from '../../contract/cases.ts';
import type { CaseCall } from '../platform/call.ts';
import { isoOf, isoOrNull, microsIso } from '../platform/iso-time.ts';
import { userNames, userRefOf } from '../platform/user-names.ts';

export type CaseDetailJson = z.input<typeof caseDetail>;

export async function caseDetailOf(
  call: Pick<CaseCall, 'access' | 'caller'>,
  tx: Transaction,
  row: Case,
): Promise<CaseDetailJson> {
  const names = await userNames({ prisma: tx }, [row.createdById]);
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    summary: row.summary,
    ...caseWords(row),
    staged: row.staged,
    secondZone: row.secondZone,
    incidentStart: microsIso(row.incidentStartMicros),
    incidentEnd: microsIso(row.incidentEndMicros),
    lessons: row.lessons,
    createdBy: userRefOf(names, row.createdById),
    createdAt: isoOf(row.createdAt),
    closedAt: isoOrNull(row.closedAt),
    may: (Object.keys(permissions) as Permission[]).filter((name) => mayHere(call, name)),
  };
}

function mayHere({ access, caller }: Pick<CaseCall, 'access' | 'caller'>, permission: Permission): boolean {
  const { tokenId, tokenPermissions } = caller.principal;
  const ofToken = !tokenId || tokenPermissions?.includes(permission) === true;
  return permissions[permission].inCase && roleHas(access.role, permission) && ofToken;
}

/** Columns of words, as the contract lists them. */
export function caseWords(row: Pick<Case, 'status' | 'severity' | 'tlp'>) {
  return {
    status: row.status === 'closed' ? ('closed' as const) : ('open' as const),
    severity: severities.find((word) => word === row.severity) ?? 'medium',
    tlp: tlp.options.find((word) => word === row.tlp) ?? 'amber',
  };
}

export async function findCase(tx: Transaction, caseId: string): Promise<Case> {
  const row = await tx.case.findUnique({ where: { id: caseId } });
  if (!row) throw notFound();
  return row;
}
