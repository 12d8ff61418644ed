import { expect, test } from 'vitest';
import { missingGrants, whyNotStarted } from './missing-grants.ts';

const need = (grant: 'collect-read' | 'collect-write') => ({ action: 'a:B', resource: null, grant, why: 'w' }) as never;
const source = {
  title: 'EC2 disk',
  permissions: [need('collect-read'), need('collect-write'), need('collect-write')],
};

test('a missing grant turns the button off and says which role is missing and who can set it up [S4.four-grants]', () => {
  const account = { name: 'prod', grants: ['collect-read' as const] };
  expect(missingGrants(source, account)).toEqual(['collect-write']);
  expect(whyNotStarted(source, account, true)).toBe(
    'prod has no role for collect-write, which EC2 disk needs. An admin sets it up on the Accounts screen.',
  );
});

test('with every grant the button works, unless the person may not', () => {
  const account = { name: 'prod', grants: ['collect-read' as const, 'collect-write' as const] };
  expect(whyNotStarted(source, account, true)).toBeNull();
  expect(whyNotStarted(source, account, false)).toMatch(/^Your role reads this case/);
});
