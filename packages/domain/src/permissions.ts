/** One table drives the server, the screens and the tests. Case permissions need membership besides the role. */
export const roles = ['analyst', 'lead', 'admin', 'observer'] as const;
export type Role = (typeof roles)[number];

interface PermissionRule {
  roles: readonly Role[];
  /** True when the permission is exercised inside one case: the user must be a member of it. */
  inCase: boolean;
  /** True when the password must have been confirmed within the last minutes. */
  stepUp?: boolean;
  meaning: string;
}

export const permissions = {
  'self:read': {
    roles: ['analyst', 'lead', 'admin', 'observer'],
    inCase: false,
    meaning: "See one's own session and settings",
  },
  'self:write': {
    roles: ['analyst', 'lead', 'admin', 'observer'],
    inCase: false,
    meaning: "Change one's own password, factor and sessions",
  },
  'case:list': {
    roles: ['analyst', 'lead', 'admin', 'observer'],
    inCase: false,
    meaning: 'List the cases one is a member of',
  },
  'case:create': { roles: ['lead'], inCase: false, meaning: 'Open a case' },
  'case:read': { roles: ['analyst', 'lead', 'admin', 'observer'], inCase: true, meaning: 'Read a case' },
  'case:write': { roles: ['analyst', 'lead'], inCase: true, meaning: "Change a case's description and notes" },
  'case:close': { roles: ['lead'], inCase: true, meaning: 'Close and reopen a case' },
  'case:members': { roles: ['lead'], inCase: true, stepUp: true, meaning: 'Choose the members of a case' },
  'scope:read': { roles: ['analyst', 'lead', 'observer'], inCase: true, meaning: 'See inventory and evaporation' },
  'scope:refresh': { roles: ['analyst', 'lead'], inCase: true, meaning: 'Ask the cloud for the inventory again' },
  'acquisition:read': {
    roles: ['analyst', 'lead', 'observer'],
    inCase: true,
    meaning: 'See acquisitions and their logs',
  },
  'acquisition:start': { roles: ['analyst', 'lead'], inCase: true, meaning: 'Start, retry and cancel an acquisition' },
  'acquisition:discard': {
    roles: ['lead'],
    inCase: true,
    stepUp: true,
    meaning: 'Have evidence deleted that is held in the cloud and not sealed',
  },
  'evidence:read': {
    roles: ['analyst', 'lead', 'observer'],
    inCase: true,
    meaning: 'See evidence items, custody and ledgers',
  },
  'evidence:raw': { roles: ['analyst', 'lead'], inCase: true, meaning: 'Read raw bytes of evidence' },
  'evidence:upload': { roles: ['analyst', 'lead'], inCase: true, meaning: 'Upload files as evidence' },
  'evidence:export': {
    roles: ['analyst', 'lead'],
    inCase: true,
    stepUp: true,
    meaning: 'Export evidence with its custody chain',
  },
  'timeline:read': { roles: ['analyst', 'lead', 'observer'], inCase: true, meaning: 'Search the timeline' },
  'timeline:annotate': { roles: ['analyst', 'lead'], inCase: true, meaning: 'Star, tag, comment and hide events' },
  'action:read': { roles: ['analyst', 'lead', 'observer'], inCase: true, meaning: 'See containment actions' },
  'action:propose': { roles: ['analyst', 'lead'], inCase: true, meaning: 'Preview and propose containment' },
  'action:approve': { roles: ['lead'], inCase: true, stepUp: true, meaning: 'Approve containment and its undo' },
  'action:apply': { roles: ['analyst', 'lead'], inCase: true, meaning: 'Apply or undo an approved containment action' },
  'report:read': { roles: ['analyst', 'lead', 'observer'], inCase: true, meaning: 'Read reports' },
  'report:write': { roles: ['analyst', 'lead'], inCase: true, meaning: 'Write a report' },
  'report:approve': { roles: ['lead'], inCase: true, stepUp: true, meaning: 'Approve a report' },
  'account:list': {
    roles: ['analyst', 'lead', 'admin'],
    inCase: false,
    meaning: 'See names of cloud accounts one may use',
  },
  'account:manage': {
    roles: ['admin'],
    inCase: false,
    stepUp: true,
    meaning: 'Register, test and grant cloud accounts',
  },
  'user:list': { roles: ['lead', 'admin'], inCase: false, meaning: 'See who there is' },
  'user:manage': { roles: ['admin'], inCase: false, stepUp: true, meaning: 'Create users, change roles, end sessions' },
  'audit:read': { roles: ['admin'], inCase: false, meaning: 'Read the audit log' },
  'settings:read': { roles: ['admin'], inCase: false, meaning: 'Read platform settings' },
  'settings:manage': { roles: ['admin'], inCase: false, stepUp: true, meaning: 'Change platform settings' },
} as const satisfies Record<string, PermissionRule>;

export type Permission = keyof typeof permissions;

export function roleHas(role: Role, permission: Permission): boolean {
  const rule: PermissionRule = permissions[permission];
  return rule.roles.includes(role);
}

declare const caseAccessBrand: unique symbol;
/** Proof that a user may act in a case. `authorise()` in packages/database is its only maker. */
export interface CaseAccess {
  readonly [caseAccessBrand]: true;
  readonly caseId: string;
  readonly userId: string;
  readonly role: Role;
  readonly permission: Permission;
}
