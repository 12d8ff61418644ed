import type { AwsSession } from '@virga/cloud/aws';
import { toJsonText } from '@virga/domain';
import type { Collector, StepOutcome } from '@virga/source-kit';
import { enabledRegions } from '../enabled-regions.ts';
import { collectLookup, estimateLookup } from './collect-lookup.ts';
import { collectTrails, openProof } from './collect-trails.ts';
import { findTrails } from './find-trails.ts';
import type { CloudTrailParameters } from './manifest.ts';
import { cover, type TrailContext, windowOf } from './trail-context.ts';

/** CloudTrail: delivered log files with their digest chain, or the event history of 90 days. */
export const cloudTrailCollector: Collector<CloudTrailParameters, AwsSession> = { start, transfer };

async function start(context: TrailContext): Promise<StepOutcome> {
  const regions = await regionsOf(context);
  if (context.parameters.mode === 'lookup') return estimateLookup(context, regions);
  if (context.checkpoint.read('trails') !== undefined) return { kind: 'next' };
  const { trails, documents } = await findTrails(context, regions);
  if (trails.length === 0) return { kind: 'finished', reason: 'No trail of this account delivers to S3.' };
  const proof = await openProof(context);
  for (const [key, value] of Object.entries(documents))
    if (!proof.has(key)) await proof.add({ key }, Buffer.from(toJsonText(value, 1)));
  await proof.checkpoint();
  await context.checkpoint.save({ trails, documents: Object.keys(documents) });
  return { kind: 'next' };
}

async function transfer(context: TrailContext): Promise<StepOutcome> {
  if (context.parameters.mode === 'trail') return collectTrails(context);
  return collectLookup(context, await regionsOf(context));
}

/** Regions asked for, else every enabled one; kept, so that a resumed acquisition asks the same. */
async function regionsOf(context: TrailContext): Promise<string[]> {
  if (context.parameters.regions.length > 0) return context.parameters.regions;
  const kept = context.checkpoint.read<string[]>('regions');
  if (kept) return kept;
  const { regions, refusal } = await enabledRegions(context.session, context.account.regions);
  if (refusal !== null) {
    const where = { account: context.account.externalAccountId, region: 'all' };
    await cover(context, where, windowOf(context), 'partial', `Only registered regions are asked: ${refusal}`);
  }
  await context.checkpoint.save({ regions });
  return regions;
}
