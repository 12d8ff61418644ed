/** Screens outside of cases, with the permission that shows them. */
export const adminScreens = [
  { href: '/admin/accounts', label: 'Accounts', permission: 'account:list' },
  { href: '/admin/users', label: 'Users', permission: 'user:manage' },
  { href: '/admin/audit', label: 'Audit', permission: 'audit:read' },
  { href: '/admin/settings', label: 'Settings', permission: 'settings:read' },
] as const;
