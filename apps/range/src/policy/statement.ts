import { type ConditionContext, substituteVariables } from './condition-context.ts';
import { doConditionsHold } from './conditions.ts';
import type { PolicyDocument, Statement } from './document.ts';
import { matchesWildcard } from './wildcard.ts';

/** What is asked of a policy. */
export interface Question {
  action: string;
  resource: string;
  context: ConditionContext;
}

function matchesAction(entry: Statement, action: string): boolean {
  const any = (list: string[]): boolean => list.some((pattern) => matchesWildcard(pattern, action, true));
  if (entry.actions) return any(entry.actions);
  return entry.notActions !== undefined && !any(entry.notActions);
}

function matchesResource(entry: Statement, question: Question): boolean {
  const any = (list: string[]): boolean =>
    list.some((pattern) => {
      const resolved = substituteVariables(pattern, question.context);
      return resolved !== undefined && matchesWildcard(resolved, question.resource);
    });
  if (entry.resources) return any(entry.resources);
  if (entry.notResources) return !any(entry.notResources);
  return true; // trust policies have none
}

/** True when the statement speaks of this action, resource and context (its principals are judged elsewhere). */
export function doesStatementApply(entry: Statement, question: Question): boolean {
  return (
    matchesAction(entry, question.action) &&
    matchesResource(entry, question) &&
    doConditionsHold(entry.conditions, question.context)
  );
}

export type Verdict = 'deny' | 'allow' | 'none';

/** Explicit deny beats allow; without either the documents say nothing. */
export function judgeDocuments(documents: PolicyDocument[], question: Question): Verdict {
  let verdict: Verdict = 'none';
  for (const document of documents) {
    for (const entry of document.statements) {
      if (entry.effect === 'Allow' && verdict === 'allow') continue;
      if (!doesStatementApply(entry, question)) continue;
      if (entry.effect === 'Deny') return 'deny';
      verdict = 'allow';
    }
  }
  return verdict;
}
