import type { Permission, Role } from '@virga/domain';

/** Who asks, as the web app established it from the session row or the API token of this very request. */
export interface Principal {
  userId: string;
  role: Role;
  sessionId?: string | null;
  tokenId?: string | null;
  /** Of an API token: the permissions and cases it was given. It has no others, whatever its owner has. */
  tokenPermissions?: readonly string[];
  tokenCaseIds?: readonly string[];
  /** When the password was last confirmed in this session. */
  stepUpAt?: Date | null;
}

declare const platformAccessBrand: unique symbol;
/** Proof that a user may do something outside of any case. `authorisePlatform()` is its only maker. */
export interface PlatformAccess {
  readonly [platformAccessBrand]: true;
  readonly userId: string;
  readonly role: Role;
  readonly permission: Permission;
}
