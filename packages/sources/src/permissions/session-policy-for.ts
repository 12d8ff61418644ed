import type { Grant } from '@virga/domain';
import type { PermissionNeed } from '@virga/source-kit';
import { permissionsOf } from './permissions-of.ts';
import { statementsOf } from './statements.ts';

/** AWS refuses a longer inline session policy (STS, AssumeRole, Policy). */
export const sessionPolicyLimit = 2048;

/**
 * Session policy for AssumeRole: a job can do no more than its own source needs, whatever the role could. Null when it
 * needs nothing under this grant. Patterns with `${…}` stand for what only the template knows and become `*`: the role
 * itself still narrows them.
 */
export function sessionPolicyFor(needs: Iterable<PermissionNeed>, grant: Grant): string | null {
  const own = permissionsOf(needs, grant);
  if (own.length === 0) return null;
  const Statement = statementsOf(own, (pattern) => (pattern.includes('${') ? '*' : pattern));
  const text = JSON.stringify({ Version: '2012-10-17', Statement });
  if (text.length > sessionPolicyLimit)
    throw new RangeError(`session policy of ${text.length} characters is over the limit of ${sessionPolicyLimit}`);
  return text;
}
