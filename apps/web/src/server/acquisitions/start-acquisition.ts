import { createAcquisition, readCaseAccount } from '@virga/database';
import { AppError, errorCodes, type JsonValue } from '@virga/domain';
import { findManifest } from '@virga/sources/catalog';
import { grantsOf } from '../accounts/account-row.ts';
import { checkCaseOpen } from '../cases/check-case-open.ts';
import type { CaseCall } from '../platform/call.ts';
import { acquisitionRowOf } from './acquisition-row.ts';

export interface StartRequest {
  sourceId: string;
  accountId: string;
  region: string | null;
  parameters: Record<string, JsonValue>;
  target?: string | undefined;
}

/** One transaction: the row, its audit row, its live event. Then the job; a sweep finds the row when that was lost. */
export async function startAcquisition(call: CaseCall, request: StartRequest) {
  const { platform, access, caller } = call;
  const manifest = findManifest(request.sourceId);
  if (!manifest) throw invalid([{ path: 'sourceId', message: 'no such source' }]);
  const parsed = manifest.parameters.safeParse(request.parameters);
  if (!parsed.success)
    throw invalid(
      parsed.error.issues.map((issue) => ({ path: ['parameters', ...issue.path].join('.'), message: issue.message })),
    );
  const parameters = parsed.data as Record<string, unknown>;
  const row = await platform.db.prisma.$transaction(async (tx) => {
    await checkCaseOpen(tx, access.caseId);
    const account = await readCaseAccount(tx, access, request.accountId);
    const needed = new Set(manifest.permissions.map((need) => need.grant));
    const missing = [...needed].filter((grant) => !grantsOf(account).includes(grant));
    if (account.provider !== manifest.provider || missing.length > 0)
      throw new AppError({
        code: 'resource.conflict',
        message: `The account is not set up for this source: ${missing.join(', ') || account.provider}.`,
        facts: { missingGrants: missing },
      });
    const { tokenId } = caller.principal;
    return createAcquisition(tx, access, {
      sourceId: manifest.id,
      cloudAccountId: account.id,
      region: request.region ?? textOf(parameters['region']),
      parameters,
      target: request.target ?? targetText(parameters, account.name),
      requestedById: caller.user.id,
      asked: { sessionId: caller.sessionId, tokenId: tokenId ?? null, address: call.address },
    });
  });
  await platform.jobs.acquisition(row.id);
  return acquisitionRowOf(row, new Map([[caller.user.id, caller.user.name]]));
}

/** What a person would call it: the instance, the trail, the looked-up value, else the whole account. */
function targetText(parameters: Record<string, unknown>, accountName: string): string {
  const named = ['instanceId', 'trail', 'lookupValue', 'volumeId'].map((name) => textOf(parameters[name]));
  return named.find((text) => text !== null) ?? accountName;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function invalid(issues: { path: string; message: string }[]): AppError {
  return new AppError({ code: 'request.invalid', message: errorCodes['request.invalid'].meaning, facts: { issues } });
}
