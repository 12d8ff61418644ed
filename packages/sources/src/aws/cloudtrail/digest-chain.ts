import type { Digest } from './digest.ts';

export type ChainProblem =
  | 'invalid digest'
  | 'missing digest'
  | 'gap'
  | 'restarted'
  | 'not yet covered'
  | 'before the chain';

export interface ChainFinding {
  problem: ChainProblem;
  fromMs: number;
  toMs: number;
  detail: string;
}

export interface Chain {
  /** Verified ones, newest first. */
  digests: Digest[];
  findings: ChainFinding[];
}

export interface ListedDigest {
  key: string;
  endMs: number;
}

const hourMs = 3_600_000;

/**
 * Walks from the newest digest back, link by link, as CloudTrail's own validation does. Where a link leads to nothing,
 * or to a digest that proves nothing, that span is a finding and the walk goes on with the next older one there is.
 * `fetch` gives the verified digest or a sentence.
 */
export async function walkChain(
  listed: readonly ListedDigest[],
  window: { fromMs: number; toMs: number },
  fetch: (key: string) => Promise<Digest | string>,
): Promise<Chain> {
  const remaining = [...listed].sort((a, b) => a.endMs - b.endMs);
  const chain: Chain = { digests: [], findings: [] };
  let expected: string | null = null;
  /** Beginning of an hour that an invalid digest should have covered. */
  let brokenMs: number | null = null;
  for (let candidate = remaining.pop(); candidate; candidate = remaining.pop()) {
    const newer: Digest | undefined = chain.digests.at(-1);
    if (expected !== null && expected !== candidate.key && newer)
      chain.findings.push({
        problem: 'missing digest',
        fromMs: candidate.endMs,
        toMs: newer.startMs,
        detail: `The chain leads to ${expected}, which is not there.`,
      });
    const digest = await fetch(candidate.key);
    if (typeof digest === 'string') {
      const span = { fromMs: candidate.endMs - hourMs, toMs: candidate.endMs };
      chain.findings.push({ problem: 'invalid digest', ...span, detail: `${candidate.key}: ${digest}.` });
      // What follows is looked for by its own link again.
      expected = null;
      brokenMs = span.fromMs;
      continue;
    }
    if (brokenMs !== null && digest.endMs < brokenMs) noteHole(chain, digest, brokenMs);
    else if (newer && newer.previousKey === null) noteRestart(chain, digest, newer);
    else if (newer && newer.previousKey === digest.key && digest.endMs < newer.startMs)
      noteHole(chain, digest, newer.startMs);
    brokenMs = null;
    chain.digests.push(digest);
    expected = digest.previousKey;
  }
  noteEnds(chain, window, expected);
  return chain;
}

/** A digest without a predecessor begins a chain: the trail, or its validation, was off before. */
function noteRestart(chain: Chain, older: Digest, newer: Digest): void {
  chain.findings.push({
    problem: 'restarted',
    fromMs: older.endMs,
    toMs: newer.startMs,
    detail: `A new digest chain begins with ${newer.key}: logging or its validation was off before.`,
  });
}

function noteHole(chain: Chain, older: Digest, toMs: number): void {
  const detail = `After ${older.key} no digest covers anything until ${new Date(toMs).toISOString()}.`;
  chain.findings.push({ problem: 'gap', fromMs: older.endMs, toMs, detail });
}

function noteEnds(chain: Chain, window: { fromMs: number; toMs: number }, expected: string | null): void {
  const newest = chain.digests[0];
  const oldest = chain.digests.at(-1);
  if (!newest || !oldest) return;
  if (newest.endMs < window.toMs) {
    const detail = `The newest digest ends at ${new Date(newest.endMs).toISOString()}.`;
    chain.findings.push({ problem: 'not yet covered', fromMs: newest.endMs, toMs: window.toMs, detail });
  }
  if (oldest.startMs <= window.fromMs) return;
  const span = { fromMs: window.fromMs, toMs: oldest.startMs };
  if (expected === null)
    chain.findings.push({ problem: 'before the chain', ...span, detail: `The chain begins with ${oldest.key}.` });
  else
    chain.findings.push({
      problem: 'missing digest',
      ...span,
      detail: `The chain leads to ${expected}, which is not there.`,
    });
}
