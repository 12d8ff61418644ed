import { wallsOf } from '../start/part-walls.ts';
import type { Finding } from './findings.ts';

/** Whether the parse worker can have its walls here: no network, evidence read-only, keys out of sight. */
export async function wallsFinding(home: string): Promise<Finding> {
  const walls = await wallsOf({ home, readOnly: ['evidence'], writable: [], hasNetwork: false, isSealed: true });
  if (walls.prefix.length > 0)
    return {
      level: 'ok',
      what: 'The parse worker runs without network, reads evidence only and sees no key (namespaces)',
    };
  return {
    level: 'warning',
    what: 'This machine permits no namespaces: the parse worker is held by its own code and its database role only',
    fix: 'allow user namespaces (sysctl user.max_user_namespaces=1024), or run the parts as containers (docker-compose.yml)',
  };
}
