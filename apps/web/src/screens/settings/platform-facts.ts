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
    { name: 'Time-stamp authority', value: timestampAuthority ?? 'not set up: custody heads are signed, not anchored' },
  ];
}

export function sessionFacts({ session, oidc }: PlatformSettings): Fact[] {
  return [
    { name: 'Ends without use after', value: `${session.idleHours} h` },
    { name: 'Ends in any case after', value: `${session.absoluteHours} h` },
    { name: 'Password confirmed for', value: `${session.stepUpMinutes} min` },
    { name: 'OpenID Connect', value: oidc ? oidc.issuer : 'not set up: local accounts only' },
  ];
}

/** How foreign programs are confined, each fact the parse worker reports. */
export function sandboxFacts({ sandbox }: PlatformSettings): Fact[] {
  return [
    { name: 'Level', value: sandbox.level },
    ...Object.entries(sandbox.facts)
      .filter(([name]) => name !== 'sandbox')
      .map(([name, value]) => ({ name, value: typeof value === 'string' ? value : JSON.stringify(value) })),
  ];
}
