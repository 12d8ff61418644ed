import type { Permission } from '@virga/domain';

export interface FirstRunStep {
  id: 'password' | 'account' | 'people' | 'case' | 'collection';
  what: string;
  why: string;
  href: string | null;
  button: string;
  permission: Permission;
}

/** How far the installation has come, as the server says it. */
export interface FirstRunFacts {
  password: boolean;
  factor: boolean;
  account: boolean;
  accountTested: boolean;
  people: boolean;
  case: boolean;
  collection: boolean;
}

/** The way from an empty installation to the first collection; each says why, each can be skipped. */
export const firstRunSteps: readonly FirstRunStep[] = [
  {
    id: 'password',
    what: 'Password and second factor',
    why: 'This installation will hold evidence and keys to cloud accounts. A second factor keeps a stolen password useless.',
    href: '/me',
    button: 'Set up',
    permission: 'self:write',
  },
  {
    id: 'account',
    what: 'Register a cloud account and test it',
    why: 'You get a template with our ExternalId for four separate roles, a test of the connection and the missing permissions to copy.',
    href: '/admin/accounts',
    button: 'Register',
    permission: 'account:manage',
  },
  {
    id: 'people',
    what: 'Add people',
    why: 'A lead opens cases; containment and reports are approved by a second person; an admin sees no case content.',
    href: '/admin/users',
    button: 'Add people',
    permission: 'user:manage',
  },
  {
    id: 'case',
    what: 'Open the first case',
    why: 'Everything is collected for a case: its members, its accounts, its custody chain.',
    href: null,
    button: 'Open a case',
    permission: 'case:create',
  },
  {
    id: 'collection',
    what: 'Collect for the first time',
    why: 'The case shows what evaporates first; or drop log files on its Evidence tab and see them on the timeline.',
    href: null,
    button: 'In the case, Collect',
    permission: 'acquisition:start',
  },
];

export function isStepDone(step: FirstRunStep['id'], facts: FirstRunFacts): boolean {
  if (step === 'password') return facts.password && facts.factor;
  if (step === 'account') return facts.account && facts.accountTested;
  return facts[step];
}

/** What is half done is said, so that nobody takes a registered account for one that lets us in. */
export function halfDone(step: FirstRunStep['id'], facts: FirstRunFacts): string | null {
  if (step === 'account' && facts.account && !facts.accountTested) return 'Registered; no test has gone through yet.';
  if (step === 'password' && facts.password && !facts.factor) return 'The password is your own; no second factor yet.';
  return null;
}
