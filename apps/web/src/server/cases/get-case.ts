import type { CaseCall } from '../platform/call.ts';
import { type CaseDetailJson, caseDetailOf, findCase } from './case-detail.ts';

export async function getCase(call: CaseCall): Promise<CaseDetailJson> {
  const { prisma } = call.platform.db;
  return caseDetailOf(call, prisma, await findCase(prisma, call.access.caseId));
}
