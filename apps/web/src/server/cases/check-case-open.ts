import type { Transaction } from '@virga/database';
import { AppError } from '@virga/domain';

/** Nothing new starts in a closed case; what is there stays readable. */
export async function checkCaseOpen(tx: Transaction, caseId: string): Promise<void> {
  const row = await tx.case.findUnique({ where: { id: caseId }, select: { status: true } });
  if (row?.status === 'closed')
    throw new AppError({ code: 'resource.conflict', message: 'The case is closed. Reopen it first.' });
}
