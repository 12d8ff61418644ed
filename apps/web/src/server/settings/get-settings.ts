import { join } from 'node:path';
import { readContainmentSwitch, readLimits, stepUpMs } from '@virga/database';
import { loadSealingKey } from '@virga/runtime/secrets';
import type { z } from 'zod';
import type { platformSettings } from '../../contract/settings.ts';
import type { PlatformCall } from '../platform/call.ts';
import { isoOf } from '../platform/iso-time.ts';
import { version } from '../platform/version.ts';
import { absoluteMs, idleMs } from '../session/session-limits.ts';

type Settings = z.input<typeof platformSettings>;

const aliveMs = 30_000;
const hourMs = 3_600_000;

export async function getSettings({ platform }: PlatformCall): Promise<Settings> {
  const { env, db, store } = platform;
  const processes = await processesOf(platform.db.prisma);
  const collect = processes.find((process) => process.role === 'collect' && process.alive);
  const parse = processes.find((process) => process.role === 'parse' && process.alive);
  const fingerprint = collect?.facts['signingKeyFingerprint'];
  const authority = collect?.facts['timestampAuthority'];
  return {
    version,
    database: { embedded: env.DATABASE_URL.includes('@127.0.0.1') || env.DATABASE_URL.includes('@localhost') },
    queue: env.REDIS_URL ? 'redis' : 'postgresql',
    store: {
      kind: store.place.startsWith('s3://') ? 's3' : 'folder',
      place: store.place,
      freeBytes: await store.freeBytes(),
      retentionDays: store.place.startsWith('s3://') ? (env.EVIDENCE_STORE_RETENTION_DAYS ?? null) : null,
    },
    keys: {
      custodySigning: typeof fingerprint === 'string' ? { fingerprint } : await newestHeadKey(db.prisma),
      sealing: await sealingOf(platform),
      factors: {
        from: env.VIRGA_FACTOR_SECRET ? 'own secret' : 'session secret',
        held: await db.prisma.user.count({ where: { totpSealed: { not: null } } }),
      },
      timestampAuthority: typeof authority === 'string' ? authority : null,
    },
    sandbox: {
      level: String(parse?.facts['sandbox'] ?? 'unknown: no parse worker is running'),
      facts: parse?.facts ?? {},
    },
    processes,
    session: { idleHours: idleMs / hourMs, absoluteHours: absoluteMs / hourMs, stepUpMinutes: stepUpMs / 60_000 },
    oidc: env.VIRGA_OIDC_ISSUER ? { issuer: env.VIRGA_OIDC_ISSUER } : null,
    limits: await readLimits(db),
    containment: await readContainmentSwitch(db),
  };
}

/** After a rotation older secrets still open with their own key until each is sealed again. */
async function sealingOf({ env, db }: PlatformCall['platform']): Promise<Settings['keys']['sealing']> {
  const key = await loadSealingKey(join(env.VIRGA_HOME, 'keys'));
  if (!key) return null;
  const secrets = await db.prisma.accountSecret.count();
  const olderSecrets = await db.prisma.accountSecret.count({ where: { keyId: { not: key.keyId } } });
  return { keyId: key.keyId, secrets, olderSecrets };
}

async function processesOf(prisma: PlatformCall['platform']['db']['prisma']): Promise<Settings['processes']> {
  const rows = await prisma.processHeartbeat.findMany({
    where: { seenAt: { gt: new Date(Date.now() - 24 * hourMs) } },
    orderBy: [{ role: 'asc' }, { seenAt: 'desc' }],
    take: 50,
  });
  return rows.map((row) => ({
    id: row.id,
    role: row.role,
    pid: row.pid,
    host: row.host,
    startedAt: isoOf(row.startedAt),
    seenAt: isoOf(row.seenAt),
    alive: Date.now() - row.seenAt.getTime() < aliveMs,
    facts: row.facts as Settings['processes'][number]['facts'],
  }));
}

/** The private key is the collect worker's; what signed last is written beside every head. */
async function newestHeadKey(
  prisma: PlatformCall['platform']['db']['prisma'],
): Promise<{ fingerprint: string } | null> {
  const head = await prisma.custodyHead.findFirst({ orderBy: { signedAt: 'desc' }, select: { keyFingerprint: true } });
  return head ? { fingerprint: head.keyFingerprint } : null;
}
