import { expect, test } from 'vitest';
import { tokenPermissions } from './token-permissions.ts';

test('approvals, members and accounts never go into a token', () => {
  const own = [
    'case:read',
    'case:members',
    'action:approve',
    'evidence:export',
    'account:manage',
    'self:write',
  ] as const;
  expect(tokenPermissions(own)).toEqual(['case:read', 'evidence:export']);
});
