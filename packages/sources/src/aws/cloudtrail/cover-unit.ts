import type { CoverageWord } from '@virga/domain';
import type { UnitResult } from './collect-unit.ts';
import type { ChainProblem } from './digest-chain.ts';
import type { FileVerdict } from './judge-files.ts';
import { cover, type TrailContext, type Unit, type Window } from './trail-context.ts';
import { readLogName } from './trail-layout.ts';

const words: Record<ChainProblem, CoverageWord> = {
  'invalid digest': 'broken',
  'missing digest': 'broken',
  gap: 'broken',
  restarted: 'not enabled',
  'not yet covered': 'late',
  'before the chain': 'unknown',
};

/** A digest is due every hour and arrives some minutes after it. */
const digestDueMs = 2 * 3_600_000;
const namesShown = 5;

/** Says in coverage words what one account and region gave, and what it did not. */
export async function coverUnit(context: TrailContext, unit: Unit, result: UnitResult, window: Window): Promise<void> {
  const whole = { fromMs: window.fromMs, toMs: window.toMs };
  const { verdicts, chain, listing } = result;
  const count = (state: FileVerdict['state']) => verdicts.filter((verdict) => verdict.state === state);
  const files = verdicts.length - count('missing').length;
  if (files > 0) {
    const checked = chain ? `${count('valid').length} confirmed by digests` : 'the trail makes no digests';
    await cover(context, unit, whole, 'collected', `${files} log files, ${checked}.`);
  } else await coverNothing(context, unit, result, whole);
  for (const finding of chain?.findings ?? []) {
    const span = { fromMs: Math.max(finding.fromMs, window.fromMs), toMs: Math.min(finding.toMs, window.toMs) };
    if (span.fromMs < span.toMs)
      await cover(context, unit, span, wordOf(context, finding.problem, span.fromMs), finding.detail);
  }
  await coverFiles(context, unit, count('invalid hash'), 'broken', 'log files were altered');
  await coverFiles(context, unit, count('missing'), 'deleted', 'log files named by digests are not in the bucket');
  const markers = listing.objects.filter((object) => object.isDeleteMarker);
  if (markers.length > 0) {
    const detail = `${markers.length} delete markers: ${names(markers.map((marker) => marker.key))}.`;
    await cover(context, unit, whole, 'deleted', detail);
  }
  if (!listing.hasVersions)
    await cover(
      context,
      unit,
      whole,
      'partial',
      'Versions may not be listed: overwritten and deleted files would not show.',
    );
}

async function coverNothing(
  context: TrailContext,
  unit: Unit,
  result: UnitResult,
  whole: { fromMs: number; toMs: number },
): Promise<void> {
  const digests = result.chain?.digests.length ?? 0;
  const isProven = digests > 0 && result.chain?.digests.every((digest) => digest.files.length === 0);
  if (isProven) await cover(context, unit, whole, 'empty', `${digests} signed digests say that nothing was delivered.`);
  else await cover(context, unit, whole, 'unknown', 'No log files, and nothing that proves there were none.');
}

function wordOf(context: TrailContext, problem: ChainProblem, fromMs: number): CoverageWord {
  if (problem !== 'not yet covered') return words[problem];
  const nowMs = Number(context.nowMicros() / 1000n);
  return nowMs - fromMs <= digestDueMs ? 'late' : 'unknown';
}

async function coverFiles(
  context: TrailContext,
  unit: Unit,
  verdicts: FileVerdict[],
  word: CoverageWord,
  what: string,
): Promise<void> {
  if (verdicts.length === 0) return;
  const times = verdicts.flatMap((verdict) => readLogName(verdict.key)?.deliveredMs ?? []);
  const span = { fromMs: Math.min(...times), toMs: Math.max(...times) };
  const detail = `${verdicts.length} ${what}: ${names(verdicts.map((verdict) => verdict.key))}.`;
  await context.log('error', detail);
  await cover(context, unit, span, word, detail);
}

function names(keys: string[]): string {
  const shown = keys.slice(0, namesShown).map((key) => key.slice(key.lastIndexOf('/') + 1));
  return keys.length > namesShown ? `${shown.join(', ')} and ${keys.length - namesShown} more` : shown.join(', ');
}
