import { audit, emitLive } from '@virga/database';
import type { Severity } from '@virga/domain';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { microsOrNull } from '../platform/iso-time.ts';
import { caseDetailOf } from './case-detail.ts';

export interface CaseChange {
  title?: string | undefined;
  summary?: string | undefined;
  severity?: Severity | undefined;
  tlp?: 'red' | 'amber' | 'green' | 'clear' | undefined;
  secondZone?: string | null | undefined;
  incidentStart?: string | null | undefined;
  incidentEnd?: string | null | undefined;
  lessons?: string | undefined;
}

export async function updateCase(call: CaseCall, change: CaseChange & { caseId: string }) {
  const { caseId } = call.access;
  const { incidentStart, incidentEnd, caseId: _, ...plain } = change;
  return call.platform.db.prisma.$transaction(async (tx) => {
    const row = await tx.case.update({
      where: { id: caseId },
      data: {
        ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined)),
        ...(incidentStart === undefined ? {} : { incidentStartMicros: microsOrNull(incidentStart, 'incidentStart') }),
        ...(incidentEnd === undefined ? {} : { incidentEndMicros: microsOrNull(incidentEnd, 'incidentEnd') }),
      },
    });
    const details = { fields: Object.keys(change).filter((name) => name !== 'caseId') };
    await audit(tx, { ...auditOf(call), action: 'case changed', targetKind: 'case', targetId: caseId, details });
    await emitLive(tx, { caseId, kind: 'case', subject: caseId });
    return caseDetailOf(call, tx, row);
  });
}
