/** What a row carries of people's marks; a row nobody touched has the empty one. */
export interface AnnotationState {
  starred: boolean;
  hidden: boolean;
  inReport: boolean;
  verdict: string | null;
  tags: string[];
}

export interface AnnotationWish {
  starred?: boolean | undefined;
  hidden?: boolean | undefined;
  inReport?: boolean | undefined;
  verdict?: 'bad' | 'suspicious' | 'good' | null | undefined;
  addTags?: string[] | undefined;
  removeTags?: string[] | undefined;
}

/** One row's change, as kept for undo and for the case's history. */
export interface StateChange {
  eventId: string;
  before: AnnotationState;
  after: AnnotationState;
}

export const untouched: AnnotationState = { starred: false, hidden: false, inReport: false, verdict: null, tags: [] };

export function applyWish(state: AnnotationState, wish: AnnotationWish): AnnotationState {
  const kept = state.tags.filter((tag) => !wish.removeTags?.includes(tag));
  return {
    starred: wish.starred ?? state.starred,
    hidden: wish.hidden ?? state.hidden,
    inReport: wish.inReport ?? state.inReport,
    verdict: wish.verdict === undefined ? state.verdict : wish.verdict,
    tags: [...new Set([...kept, ...(wish.addTags ?? [])])],
  };
}

/** Takes back what one change did and leaves alone what somebody changed after it. */
export function revertChange(now: AnnotationState, { before, after }: StateChange): AnnotationState {
  const back = <Key extends 'starred' | 'hidden' | 'inReport' | 'verdict'>(key: Key): AnnotationState[Key] =>
    now[key] === after[key] ? before[key] : now[key];
  const added = after.tags.filter((tag) => !before.tags.includes(tag));
  const removed = before.tags.filter((tag) => !after.tags.includes(tag));
  const tags = [...new Set([...now.tags.filter((tag) => !added.includes(tag)), ...removed])];
  return {
    starred: back('starred'),
    hidden: back('hidden'),
    inReport: back('inReport'),
    verdict: back('verdict'),
    tags,
  };
}

export function isSameState(left: AnnotationState, right: AnnotationState): boolean {
  const plain = (['starred', 'hidden', 'inReport', 'verdict'] as const).every((key) => left[key] === right[key]);
  return plain && left.tags.length === right.tags.length && left.tags.every((tag) => right.tags.includes(tag));
}

/** For the history: `starred 3 rows`, `tagged suspicious 1 row`. */
export function labelOf(wish: AnnotationWish, rows: number): string {
  const words = [
    wish.starred === undefined ? null : wish.starred ? 'starred' : 'unstarred',
    wish.hidden === undefined ? null : wish.hidden ? 'hid' : 'showed',
    wish.inReport === undefined ? null : wish.inReport ? 'added to the report' : 'taken from the report',
    wish.verdict === undefined ? null : wish.verdict === null ? 'cleared the verdict' : `marked ${wish.verdict}`,
    wish.addTags?.length ? `tagged ${wish.addTags.join(', ')}` : null,
    wish.removeTags?.length ? `untagged ${wish.removeTags.join(', ')}` : null,
  ].filter((word) => word !== null);
  return `${words.join(', ') || 'changed nothing'}: ${rows} ${rows === 1 ? 'row' : 'rows'}`;
}
