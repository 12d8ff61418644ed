import type { Permission } from '@virga/domain';

export interface FirstRunStep {
  id: string;
  what: string;
  why: string;
  href: string | null;
  button: string;
  permission: Permission;
}

/** The way from an empty installation to the first collection; each says why, each can be skipped. */
export const firstRunSteps: readonly FirstRunStep[] = [
  {
    id: 'factor',
    what: 'Password and second factor',
    why: 'This installation will hold evidence and keys to cloud accounts. A second factor keeps a stolen password useless.',
    href: '/me',
    button: 'Set up',
    permission: 'self:write',
  },
  {
    id: 'account',
    what: 'Register a cloud account',
    why: 'You get a template with our ExternalId for four separate roles, a test of the connection and the missing permissions to copy.',
    href: '/admin/accounts',
    button: 'Register',
    permission: 'account:manage',
  },
  {
    id: 'people',
    what: 'Add people',
    why: 'Containment and reports are approved by a second person; an admin sees no case content.',
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
    button: 'After the first case',
    permission: 'acquisition:start',
  },
];
