import type { ActionDetail, ActionRow } from './action-types.ts';

export interface StateWords {
  /** Mark, never alone: the word follows it. */
  mark: string;
  word: string;
  tone: 'quiet' | 'waiting' | 'good' | 'bad';
  /** What it means and who is next. */
  meaning: string;
}

const words: Record<ActionRow['state'], StateWords> = {
  draft: { mark: '○', word: 'draft', tone: 'quiet', meaning: 'Nothing is changed. Read the plan, then submit it.' },
  proposed: {
    mark: '?',
    word: 'waits for approval',
    tone: 'waiting',
    meaning: 'Nothing is changed. A lead who did not propose it approves or rejects it.',
  },
  approved: { mark: '▸', word: 'approved', tone: 'waiting', meaning: 'Nothing is changed yet. It can be applied now.' },
  applying: { mark: '▸', word: 'being applied', tone: 'waiting', meaning: 'Steps run one after the other.' },
  applied: { mark: '✓', word: 'contained', tone: 'good', meaning: 'The change is in force until someone undoes it.' },
  partial: { mark: '!', word: 'half applied', tone: 'bad', meaning: 'Some steps are done, one failed. Retry or undo.' },
  undoing: { mark: '▸', word: 'being undone', tone: 'waiting', meaning: 'Steps back run one after the other.' },
  undone: { mark: '✓', word: 'undone', tone: 'quiet', meaning: 'What could be restored is restored.' },
  failed: { mark: '✕', word: 'failed, nothing done', tone: 'bad', meaning: 'No step was done. Make the plan again.' },
  rejected: { mark: '✕', word: 'rejected', tone: 'quiet', meaning: 'A lead refused it. Change it or leave it.' },
};

const runningWords = {
  plan: 'plan is being made',
  apply: 'being applied',
  verify: 'being checked',
  undo: 'being undone',
} as const;

/** Where an action stands, in words. Expiry never reopens by itself: silence means still contained, and that is bad news. */
export function stateWords(action: ActionRow, nowMs: number): StateWords {
  const base = words[action.state];
  if (action.running && action.running !== 'verify')
    return { mark: '▸', word: runningWords[action.running], tone: 'waiting', meaning: base.meaning };
  if (isExpired(action, nowMs))
    return {
      mark: '!',
      word: `${base.word}, expiry passed`,
      tone: 'bad',
      meaning:
        'The time it was meant for is over. It is still contained until a lead keeps it for longer or undoes it.',
    };
  if (action.state === 'partial' && action.appliedAt)
    return { mark: '!', word: 'half undone', tone: 'bad', meaning: 'Some steps back are done, one failed. Retry.' };
  return base;
}

export function isExpired(action: ActionRow, nowMs: number): boolean {
  const isInForce = action.state === 'applied' || action.state === 'partial';
  return isInForce && action.expiresAt !== null && Date.parse(action.expiresAt) <= nowMs;
}

/** `3 of 5 steps`, of the steps the plan has in this phase; undo counts the steps it has begun. */
export function stepCount(action: ActionDetail, phase: 'apply' | 'undo', planned: number): string {
  const own = action.steps.filter((step) => step.phase === phase);
  const done = own.filter((step) => step.state === 'done').length;
  return `${done} of ${Math.max(planned, own.length)} steps`;
}

/** True where a step of the plan destroys what no undo brings back: a stopped instance loses its memory. */
export function needsTypedTarget(action: Pick<ActionDetail, 'parameters'>): boolean {
  return action.parameters['established'] === 'stop';
}
