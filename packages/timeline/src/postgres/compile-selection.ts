import type { ResolvedSelection } from '../resolved-selection.ts';
import { compileQuery, timeCondition } from './compile-query.ts';
import { Parameters } from './parameters.ts';

export interface CompiledSelection {
  parameters: Parameters;
  /** Case, range and query, without the chips. */
  where: string;
  isHidden: string;
  isOwn: string;
  /** `where` with the chips applied. */
  shown: string;
}

/** The one place where a selection becomes SQL over `timeline_event e`; the case's id is `$1` by construction. */
export function compileSelection(selection: ResolvedSelection): CompiledSelection {
  const parameters = new Parameters();
  const ofCase = `e.case_id = ${parameters.add(selection.caseId, 'uuid')}`;
  const inRange = timeCondition(selection.range.from, selection.range.until, parameters);
  const where = `${ofCase} AND ${inRange} AND ${compileQuery(selection.tree, parameters, selection.now)}`;
  const hiddenIds = 'SELECT a.event_id FROM annotation a WHERE a.case_id = $1 AND a.hidden';
  const isHidden = selection.excludesHidden ? `e.id IN (${hiddenIds})` : 'false';
  const isOwn = selection.excludesOwn ? 'e.own' : 'false';
  return { parameters, where, isHidden, isOwn, shown: `${where} AND NOT ${isHidden} AND NOT ${isOwn}` };
}
