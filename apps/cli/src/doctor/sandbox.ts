import { type SandboxLevel, sandbox } from '@virga/disk';
import type { Finding } from './findings.ts';

const words: Record<SandboxLevel, Finding> = {
  'own files, no network, limits': {
    level: 'ok',
    what: 'Foreign programs see one item and nothing else, have no network (namespaces) and have limits (prlimit)',
  },
  'no network, limits': {
    level: 'warning',
    what: 'Foreign programs run without network and with limits, but they see the files that Virga sees',
    fix: 'run Virga where user namespaces may mount (outside an unprivileged container)',
  },
  limits: {
    level: 'warning',
    what: 'Foreign programs run with limits (prlimit), but this machine lets nobody take their network away',
    fix: 'allow user namespaces: sysctl -w kernel.unprivileged_userns_clone=1 user.max_user_namespaces=1024',
  },
  none: {
    level: 'warning',
    what: 'Foreign programs run without walls of the system',
    fix: 'apt-get install util-linux',
  },
};

/** Which walls the machine lets us put around foreign programs (The Sleuth Kit), tried with the walls themselves. */
export async function sandboxFinding(): Promise<Finding> {
  return words[(await sandbox()).level];
}
