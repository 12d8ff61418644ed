import { type Permission, permissions } from '@virga/domain';

/** What a token may carry of one's own: nothing that asks for the password again (but the export), nothing about oneself. */
export function tokenPermissions(own: readonly Permission[]): Permission[] {
  return own.filter(
    (name) => name === 'evidence:export' || (!('stepUp' in permissions[name]) && name !== 'self:write'),
  );
}
