import { AppError } from '@virga/domain';
import type { PackSet, StepOutcome } from '@virga/source-kit';
import { workThrough } from '../work-through.ts';
import { estimateRequests, samplingSpans } from './estimate-lookup.ts';
import { type LookupSpan, lookupPage } from './lookup-pages.ts';
import { RequestLimiter } from './request-limiter.ts';
import { cover, type TrailContext, windowOf } from './trail-context.ts';

const historyMs = 90 * 86_400_000;
const samples = 4;
const regionsAtOnce = 4;

/** Where a region's walk stands: everything before `page` is in the pack. */
type RegionState = { page: number; token: string | null; toMs: number; oldestMs: number | null; done: boolean };

/** One request a second leaves the customer the other; a staged account has no customer. The limit is per region. */
function perSecond(context: TrailContext): number {
  return context.session.account.staged ? 2 : 1;
}

/** Without an attribute, asks a few pages first and does not begin what would take more requests than allowed. */
export async function estimateLookup(context: TrailContext, regions: readonly string[]): Promise<StepOutcome> {
  if (context.parameters.lookupKey !== '' || context.checkpoint.read<number>('estimate') !== undefined)
    return { kind: 'next' };
  const span = lookupSpan(context);
  let requests = 0;
  await workThrough(regions, regionsAtOnce, async (region) => {
    const client = context.session.cloudTrail(region);
    const limiter = new RequestLimiter(perSecond(context));
    try {
      const pages = [];
      for (const part of samplingSpans(span, samples))
        pages.push(await lookupPage(context, client, limiter, part, null));
      requests += estimateRequests(span, pages, perSecond(context)).requests;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'cloud.access_denied') throw error;
    }
  });
  const minutes = Math.ceil(requests / perSecond(context) / 60);
  const said = `The whole window takes about ${requests} requests, ${minutes} minutes at our rate.`;
  await context.log('info', said, { requests });
  if (requests > context.parameters.maxRequests) {
    const where = { account: context.account.externalAccountId, region: 'all' };
    await cover(
      context,
      where,
      span,
      'not asked',
      `${said} The limit of this acquisition is ${context.parameters.maxRequests}.`,
    );
    return {
      kind: 'finished',
      reason: `${said} More than the limit of ${context.parameters.maxRequests}: look up by one attribute, or raise it.`,
    };
  }
  await context.checkpoint.save({ estimate: requests });
  return { kind: 'next' };
}

/** Event history, region by region; a refused region is recorded and the others go on. */
export async function collectLookup(context: TrailContext, regions: readonly string[]): Promise<StepOutcome> {
  const pack = await context.evidence.openPack({
    key: 'lookup',
    title: 'CloudTrail event history',
    format: 'aws/cloudtrail',
  });
  await coverRetention(context);
  await workThrough(regions, regionsAtOnce, async (region) => {
    const where = { account: context.account.externalAccountId, region };
    try {
      await lookupRegion(context, region, pack);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'cloud.access_denied') throw error;
      await context.log('warning', error.message, { region });
      await cover(context, where, lookupSpan(context), 'denied', error.message);
      await saveRegion(context, region, { ...regionState(context, region), done: true });
    }
  });
  const { lookupKey, lookupValue, from, to } = context.parameters;
  // The history has no count of its own: the ledger stays amber, as it should (forensics.md, 6).
  await pack.seal({
    origin: { lookupKey, lookupValue, from, to, regions: [...regions] },
    hashedAt: 'first byte received',
    independentCount: null,
  });
  return { kind: 'next' };
}

async function lookupRegion(context: TrailContext, region: string, pack: PackSet): Promise<void> {
  const client = context.session.cloudTrail(region);
  const limiter = new RequestLimiter(perSecond(context));
  const { fromMs, toMs } = lookupSpan(context);
  let state = regionState(context, region);
  if (state.done) return;
  let events = 0;
  while (!state.done) {
    const page = await pageOrRestart(() =>
      lookupPage(context, client, limiter, { fromMs, toMs: state.toMs }, state.token),
    );
    if (page === 'restart') {
      // The token has expired: go on from the oldest event there is; the overlap folds.
      state = { ...state, token: null, toMs: (state.oldestMs ?? state.toMs) + 1000 };
      continue;
    }
    const key = `lookup/${region}/page-${String(state.page).padStart(6, '0')}.json`;
    if (!pack.has(key)) await pack.add({ key, metadata: { region, requestId: page.requestId } }, page.bytes);
    events += page.events;
    const isLast = page.nextToken === null;
    const oldestMs = page.oldestMs ?? state.oldestMs;
    state = { ...state, page: state.page + 1, token: page.nextToken, oldestMs, done: isLast };
    context.progress({ done: state.page, total: null, unit: 'calls', note: `Event history of ${region}` });
    await pack.checkpoint();
    await saveRegion(context, region, state);
  }
  const where = { account: context.account.externalAccountId, region };
  const detail = `${state.page} pages, ${events} events in this run; management events only.`;
  const word = events === 0 && state.page === 1 ? 'empty' : 'collected';
  await cover(context, where, { fromMs, toMs }, word, detail);
}

async function pageOrRestart<T>(ask: () => Promise<T>): Promise<T | 'restart'> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError && /InvalidNextToken/.test(String(error.facts.awsCode))) return 'restart';
    throw error;
  }
}

/** The history reaches back 90 days; what was asked for beyond is past retention. */
function lookupSpan(context: TrailContext): LookupSpan {
  const { fromMs, toMs } = windowOf(context);
  const oldestMs = Number(context.nowMicros() / 1000n) - historyMs;
  return { fromMs: Math.max(fromMs, oldestMs), toMs: Math.max(toMs, oldestMs) };
}

async function coverRetention(context: TrailContext): Promise<void> {
  const { fromMs } = windowOf(context);
  const span = lookupSpan(context);
  if (fromMs >= span.fromMs) return;
  const where = { account: context.account.externalAccountId, region: 'all' };
  await cover(context, where, { fromMs, toMs: span.fromMs }, 'past retention', 'The event history keeps 90 days.');
}

function regionState(context: TrailContext, region: string): RegionState {
  const kept = context.checkpoint.read<RegionState>(`lookup:${region}`);
  return kept ?? { page: 0, token: null, toMs: lookupSpan(context).toMs, oldestMs: null, done: false };
}

async function saveRegion(context: TrailContext, region: string, state: RegionState): Promise<void> {
  await context.checkpoint.save({ [`lookup:${region}`]: state });
}
