import type { Principal } from '../wire/service.ts';
import { parsePolicy, type Statement } from './document.ts';
import { doesStatementApply, type Question } from './statement.ts';

/**
 * What a resource policy (bucket policy, trust policy) says to a caller.
 * `allow-principal`: it names the caller; `allow-account`: it names the caller's account, which then decides itself.
 */
export type ResourceVerdict = 'deny' | 'allow-principal' | 'allow-account' | 'none';

function namesCaller(entry: string, caller: Principal): ResourceVerdict {
  if (entry === '*') return 'allow-principal';
  if (entry === caller.accountId || entry === `arn:aws:iam::${caller.accountId}:root`) return 'allow-account';
  if (entry === caller.arn || (caller.roleArn !== undefined && entry === caller.roleArn)) return 'allow-principal';
  return 'none';
}

function matchOf(list: '*' | Record<string, string[]>, caller: Principal): ResourceVerdict {
  if (list === '*') return 'allow-principal';
  let best: ResourceVerdict = 'none';
  for (const entry of list.AWS ?? []) {
    const verdict = namesCaller(entry, caller);
    if (verdict === 'allow-principal') return verdict;
    if (verdict === 'allow-account') best = verdict;
  }
  return best;
}

function callerMatch(entry: Statement, caller: Principal): ResourceVerdict {
  if (entry.principal) return matchOf(entry.principal, caller);
  if (entry.notPrincipal) return matchOf(entry.notPrincipal, caller) === 'none' ? 'allow-principal' : 'none';
  return 'none';
}

/** Judges a resource policy for an AWS caller. Services and federated principals never match one. */
export function judgeResourcePolicy(text: string, caller: Principal, question: Question): ResourceVerdict {
  let verdict: ResourceVerdict = 'none';
  for (const entry of parsePolicy(text).statements) {
    const match = callerMatch(entry, caller);
    if (match === 'none' || !doesStatementApply(entry, question)) continue;
    if (entry.effect === 'Deny') return 'deny';
    if (verdict !== 'allow-principal') verdict = match;
  }
  return verdict;
}
