import { bytesText } from '@virga/ui';
import type { Fact } from './fact-list.tsx';
import type { PlatformSettings } from './settings-types.ts';

/** Where things are kept. */
export function placeFacts(settings: PlatformSettings): Fact[] {
  const { store } = settings;
  return [
    { name: 'Version', value: settings.version },
    { name: 'Evidence store', value: store.place, copy: store.place },
    {
      name: 'Free in the store',
      value: store.freeBytes === null ? 'the store does not say' : bytesText(store.freeBytes),
    },
    {
      name: 'Retention lock',
      value:
        store.retentionDays !== null
          ? `${store.retentionDays} days: the store itself keeps sealed objects from being changed`
          : store.kind === 's3'
            ? 'none set: whoever may write to the bucket may replace objects; the custody chain would tell'
            : 'none in a folder: sealed files are read-only, the custody chain would tell of a change',
    },
    { name: 'Database', value: settings.database.embedded ? 'PostgreSQL, embedded' : 'PostgreSQL server' },
    { name: 'Queue', value: settings.queue === 'redis' ? 'Redis' : 'PostgreSQL' },
  ];
}

/** Keys by their fingerprints, as reports print them. */
export function keyFacts({ keys }: PlatformSettings): Fact[] {
  const { custodySigning, sealing, timestampAuthority } = keys;
  return [
    custodySigning
      ? { name: 'Custody signing key', value: custodySigning.fingerprint, copy: custodySigning.fingerprint }
      : { name: 'Custody signing key', value: 'none yet: a collect worker makes it when it first starts' },
    sealing
      ? { name: 'Sealing key of secrets', value: sealing.keyId, copy: sealing.keyId }
      : { name: 'Sealing key of secrets', value: 'none: secrets cannot be stored' },
    ...(sealing ? [{ name: 'Rotation', value: rotationSentence(sealing) }] : []),
    {
      name: 'Second factors',
      value: `${keys.factors.held} held, sealed with ${keys.factors.from === 'own secret' ? 'a secret of their own' : 'the session secret: set VIRGA_FACTOR_SECRET before that one is changed'}`,
    },
    { name: 'Time-stamp authority', value: timestampAuthority ?? 'not set up: custody heads are signed, not anchored' },
  ];
}

/** Whether the last rotation came to its end. */
function rotationSentence({ secrets, olderSecrets }: { secrets: number; olderSecrets: number }): string {
  if (secrets === 0) return 'no cloud secret is held';
  if (olderSecrets === 0) return `done: all ${secrets} secrets are sealed with the newest key`;
  return `! ${olderSecrets} of ${secrets} secrets are still sealed with an older key: run virga keys rotate`;
}

export function sessionFacts({ session, oidc }: PlatformSettings): Fact[] {
  return [
    { name: 'Ends without use after', value: `${session.idleHours} h` },
    { name: 'Ends in any case after', value: `${session.absoluteHours} h` },
    { name: 'Password confirmed for', value: `${session.stepUpMinutes} min` },
    { name: 'OpenID Connect', value: oidc ? oidc.issuer : 'not set up: local accounts only' },
  ];
}

/** How far each living worker is confined, in its own words; a worker that does not say is not called safe. */
export function sandboxFacts({ processes }: PlatformSettings): Fact[] {
  const workers = processes.filter((process) => process.alive && process.role !== 'web');
  return workers.map(({ role, pid, facts }) => ({
    name: `${role} ${pid}`,
    value: sandboxOf(role, facts['sandbox']),
  }));
}

function sandboxOf(role: string, said: unknown): string {
  if (typeof said === 'string') return said;
  return role === 'collect'
    ? 'not confined: it holds the keys, talks to the clouds, and parses nothing but their answers'
    : '! it does not say';
}
