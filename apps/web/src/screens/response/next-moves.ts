import type { ActionDetail } from './action-types.ts';

export type Move = 'submit' | 'decide' | 'apply' | 'retry apply' | 'undo' | 'retry undo' | 'verify' | 'replan';

/** What this person can do with the action as it stands; the server decides again. Nothing while a worker has it. */
export function nextMoves(action: ActionDetail, may: readonly string[]): ReadonlySet<Move> {
  const moves = new Set<Move>();
  if (action.running) return moves;
  const { state } = action;
  const has = (permission: string) => may.includes(permission);
  const isMidUndo = state === 'undoing' || action.steps.some((step) => step.phase === 'undo');
  if (has('action:propose')) {
    if (['draft', 'rejected', 'failed'].includes(state) && action.planHash) moves.add('submit');
    if (['draft', 'proposed', 'approved', 'rejected', 'failed'].includes(state)) moves.add('replan');
  }
  if (has('action:approve') && (state === 'proposed' || state === 'approved')) moves.add('decide');
  if (has('action:apply')) {
    if (state === 'approved') moves.add('apply');
    if (state === 'partial' && !isMidUndo) moves.add('retry apply');
    if (state === 'applied' || state === 'partial' || state === 'undoing') moves.add(isMidUndo ? 'retry undo' : 'undo');
    if (state === 'applied' || (state === 'partial' && !isMidUndo)) moves.add('verify');
  }
  return moves;
}
