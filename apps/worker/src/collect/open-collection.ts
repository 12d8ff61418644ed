import { type AwsSession, whoAmI } from '@virga/cloud/aws';
import { assertLease, type CloudAccount } from '@virga/database';
import { AppError, nowMicros } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import type { CollectContext, Collector, Gap, HeldResource } from '@virga/source-kit';
import { loadCollector } from '@virga/sources';
import { sessionPolicyFor } from '@virga/sources/catalog';
import type { AcquisitionRun } from './acquisition-run.ts';
import { openImageSet, openPackSet } from './evidence-sets.ts';
import { manifestOf } from './manifest-of.ts';
import { openSession } from './open-session.ts';
import { progressKeeper } from './progress-keeper.ts';
import { uploadCollector, uploadParameters } from './upload-collector.ts';

export interface Opened {
  collector: Collector<unknown, unknown>;
  context: CollectContext<unknown, AwsSession>;
  /** To close when the step ends. */
  sessions: AwsSession[];
}

/** Account, session and context of one visit. The account must be granted to the case now, whatever it was when asked. */
export async function openCollection(run: AcquisitionRun, signal: AbortSignal = run.signal): Promise<Opened> {
  const { row, parts } = run;
  if (row.sourceId === 'upload') return openUpload(run, signal);
  const manifest = manifestOf(row.sourceId);
  const account = await grantedAccount(run);
  const purpose = {
    sessionName: `v-${row.id.slice(0, 8)}`,
    sessionPolicy: (grant: Parameters<typeof sessionPolicyFor>[1]) => sessionPolicyFor(manifest.permissions, grant),
    signal,
    calls: run.calls,
  };
  const session = await openSession(parts, account, purpose);
  const sessions = [session];
  const archive = account.logArchiveId
    ? await parts.db.prisma.cloudAccount.findUnique({ where: { id: account.logArchiveId } })
    : null;
  const logArchive = archive ? await openSession(parts, archive, purpose) : null;
  if (logArchive) sessions.push(logArchive);
  if (!run.cloudIdentity) {
    const identity = await whoAmI(session, 'collect-read');
    run.cloudIdentity = identity.arn;
    await run.update({ cloudIdentity: identity.arn });
  }
  const collector = await loadCollector(row.sourceId);
  const parameters: unknown = manifest.parameters.parse(row.parameters);
  return { collector, context: contextOf(run, account, { session, logArchive, parameters, signal }), sessions };
}

/** Files from a browser: no account, no session, the same context otherwise. */
function openUpload(run: AcquisitionRun, signal: AbortSignal): Opened {
  const parameters = uploadParameters.parse(run.row.parameters);
  const account = { externalAccountId: '', name: 'Uploaded files', regions: [], kind: 'upload' };
  const context = contextOf(run, account, { session: null, logArchive: null, parameters, signal });
  return { collector: uploadCollector(run) as Opened['collector'], context: context as never, sessions: [] };
}

async function grantedAccount(run: AcquisitionRun): Promise<CloudAccount> {
  const { row, parts } = run;
  if (!row.cloudAccountId)
    throw new AppError({ code: 'request.invalid', message: 'This acquisition names no cloud account.' });
  const grant = await parts.db.prisma.caseAccount.findFirst({
    where: { caseId: row.caseId, cloudAccountId: row.cloudAccountId },
    include: { cloudAccount: true },
  });
  if (!grant)
    throw new AppError({
      code: 'permission.denied',
      message: 'The cloud account is not granted to this case any more.',
    });
  return grant.cloudAccount;
}

interface Inside {
  session: AwsSession | null;
  logArchive: AwsSession | null;
  parameters: unknown;
  signal: AbortSignal;
}

function contextOf(
  run: AcquisitionRun,
  account: Pick<CloudAccount, 'externalAccountId' | 'name' | 'regions' | 'kind'>,
  inside: Inside,
): CollectContext<unknown, AwsSession> {
  const { row } = run;
  const keeper = progressKeeper(run);
  run.onClose(keeper.flush);
  return {
    acquisitionId: row.id,
    caseId: row.caseId,
    parameters: inside.parameters,
    account: {
      externalAccountId: account.externalAccountId,
      name: account.name,
      regions: account.regions,
      kind: account.kind,
      logArchive: inside.logArchive,
    },
    session: inside.session as AwsSession,
    checkpoint: run.checkpoint,
    evidence: { openPack: (set) => openPackSet(run, set), openImage: (set) => openImageSet(run, set) },
    progress: keeper.progress,
    log: (level, message, fields) => run.log(level, message, fields),
    coverage: (gap) => keepCoverage(run, gap),
    hold: (resource) => changeHeld(run, (held) => [...held.filter((one) => one.id !== resource.id), resource]),
    release: (resource) => changeHeld(run, (held) => held.filter((one) => one.id !== resource.id)),
    nowMicros,
    signal: inside.signal,
  };
}

/** A step that runs again after a kill says the same once more: one sentence stays one row. */
async function keepCoverage(run: AcquisitionRun, gap: Gap): Promise<void> {
  const { id: acquisitionId, caseId, sourceId } = run.row;
  await run.parts.db.prisma.$transaction(async (tx) => {
    await assertLease(tx, run.lease);
    const known = await tx.coverageEntry.count({ where: { caseId, acquisitionId, sourceId, ...gap } });
    if (known === 0) await tx.coverageEntry.create({ data: { id: newId(), caseId, acquisitionId, sourceId, ...gap } });
  });
}

async function changeHeld(run: AcquisitionRun, change: (held: HeldResource[]) => HeldResource[]): Promise<void> {
  await run.parts.db.prisma.$transaction(async (tx) => {
    await assertLease(tx, run.lease);
    const row = await tx.acquisition.findUniqueOrThrow({ where: { id: run.row.id }, select: { held: true } });
    await tx.acquisition.update({ where: { id: run.row.id }, data: { held: change(row.held as never) as never } });
  });
}
