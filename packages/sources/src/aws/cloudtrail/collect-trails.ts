import type { KeyObject } from 'node:crypto';
import { AppError, toJsonText } from '@virga/domain';
import type { PackSet, StepOutcome } from '@virga/source-kit';
import { collectUnit, type UnitResult } from './collect-unit.ts';
import { coverUnit } from './cover-unit.ts';
import { findUnits, type LogBucket, openLogBucket, type UnitPlace } from './log-bucket.ts';
import { fetchPublicKeys } from './public-keys.ts';
import { cover, type Trail, type TrailContext, type Window, windowOf } from './trail-context.ts';

/** What the checkpoint keeps of a finished account and region. */
type Finished = { expected: number; missing: { key: string; reason: string }[]; chained: boolean; documents: number };

const missingKept = 1_000;
/** Listing, verdicts and chain. */
const partsPerUnit = 3;

/** Every chosen trail, account by account and region by region; a finished unit is not begun again after a kill. */
export async function collectTrails(context: TrailContext): Promise<StepOutcome> {
  const trails = context.checkpoint.read<Trail[]>('trails') ?? [];
  const window = windowOf(context);
  const logs = await context.evidence.openPack({
    key: 'trail',
    title: 'CloudTrail log files',
    format: 'aws/cloudtrail',
  });
  const proof = await openProof(context);
  for (const trail of trails) {
    const bucket = await reachBucket(context, trail);
    if (!bucket) continue;
    const units = await findUnits(context, trail, bucket);
    if (units.length === 0) {
      const where = { account: context.account.externalAccountId, region: trail.homeRegion };
      await cover(
        context,
        where,
        window,
        'unknown',
        `Trail ${trail.name} delivered nothing for these accounts and regions.`,
      );
    }
    for (const unit of units) await collectOnce(context, { trail, bucket, unit, logs, proof, window });
  }
  return sealTrails(context, trails, logs, proof);
}

export function openProof(context: TrailContext): Promise<PackSet> {
  return context.evidence.openPack({
    key: 'validation',
    title: 'CloudTrail trails, listing and digest validation',
    format: 'aws/cloudtrail-validation',
  });
}

async function reachBucket(context: TrailContext, trail: Trail): Promise<LogBucket | null> {
  try {
    return await openLogBucket(context, trail);
  } catch (error) {
    if (!(error instanceof AppError) || error.retryable) throw error;
    const word = error.code === 'cloud.not_found' ? 'deleted' : 'denied';
    const where = { account: context.account.externalAccountId, region: trail.homeRegion };
    const detail = `Bucket ${trail.bucket} of trail ${trail.name}: ${error.message}`;
    await context.log('error', detail);
    await cover(context, where, windowOf(context), word, detail);
    return null;
  }
}

interface Work {
  trail: Trail;
  bucket: LogBucket;
  unit: UnitPlace;
  logs: PackSet;
  proof: PackSet;
  window: Window;
}

async function collectOnce(context: TrailContext, work: Work): Promise<void> {
  const { trail, bucket, unit, logs, proof, window } = work;
  const name = `${trail.name}/${unit.account}/${unit.region}`;
  if (finishedUnits(context)[name]) return;
  try {
    const keys = trail.hasValidation ? await keysOf(context, unit, window) : null;
    const result = await collectUnit(context, bucket, logs, trail, unit, window, keys);
    await coverUnit(context, unit, result, window);
    await keepProof(proof, name, result);
    await Promise.all([logs.checkpoint(), proof.checkpoint()]);
    await finish(context, name, finishedOf(result));
  } catch (error) {
    // One region that refuses does not stop the others.
    if (!(error instanceof AppError) || error.code !== 'cloud.access_denied') throw error;
    await context.log('warning', error.message, { region: unit.region, account: unit.account });
    await cover(context, unit, window, 'denied', error.message);
    await finish(context, name, { expected: 0, missing: [], chained: false, documents: 0 });
  }
}

/** Without public keys no signature can be checked: files are then "not covered", and the reason is recorded. */
async function keysOf(context: TrailContext, unit: UnitPlace, window: Window): Promise<Map<string, KeyObject>> {
  try {
    return await fetchPublicKeys(context, unit.region, window);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'cloud.access_denied') throw error;
    await cover(context, unit, window, 'partial', `Signatures could not be checked: ${error.message}`);
    return new Map();
  }
}

async function keepProof(proof: PackSet, name: string, result: UnitResult): Promise<void> {
  const { listing, verdicts, chain } = result;
  for (const [part, value] of Object.entries({ listing, verdicts, chain })) {
    const key = `${part}/${name}.json`;
    if (!proof.has(key)) await proof.add({ key }, Buffer.from(toJsonText(value, 1)));
  }
}

function finishedOf(result: UnitResult): Finished {
  const missing = result.verdicts.filter((verdict) => verdict.state === 'missing').slice(0, missingKept);
  return {
    expected: result.expected,
    missing: missing.map(({ key, detail }) => ({ key, reason: detail })),
    chained: (result.chain?.digests.length ?? 0) > 0,
    documents: partsPerUnit,
  };
}

/** A listing that shows nothing vouches for nothing: only digests prove that an account and region delivered no file. */
function areVouchedFor(finished: readonly Finished[]): boolean {
  return finished.length > 0 && finished.every((unit) => unit.chained || unit.expected > 0);
}

async function sealTrails(context: TrailContext, trails: Trail[], logs: PackSet, proof: PackSet): Promise<StepOutcome> {
  const finished = Object.values(finishedUnits(context));
  const by = finished.some((unit) => unit.chained)
    ? 'CloudTrail digest files and S3 listing with versions'
    : 'S3 listing with versions';
  const objects = finished.reduce((sum, unit) => sum + unit.expected, 0);
  const missing = finished.flatMap((unit) => unit.missing).slice(0, missingKept);
  const { from, to } = context.parameters;
  const arns = trails.map((trail) => trail.arn);
  await logs.seal({
    origin: { trails: arns, from, to, missing },
    hashedAt: 'first byte received',
    independentCount: areVouchedFor(finished) ? { by, objects } : null,
  });
  const described = context.checkpoint.read<string[]>('documents') ?? [];
  const documents = finished.reduce((sum, unit) => sum + unit.documents, described.length);
  await proof.seal({
    origin: { trails: arns, from, to },
    hashedAt: 'first byte received',
    independentCount: { by: 'list of trails, accounts and regions', objects: documents },
  });
  return { kind: 'next' };
}

function finishedUnits(context: TrailContext): Record<string, Finished> {
  return context.checkpoint.read<Record<string, Finished>>('units') ?? {};
}

async function finish(context: TrailContext, name: string, unit: Finished): Promise<void> {
  await context.checkpoint.save({ units: { ...finishedUnits(context), [name]: unit } });
}
