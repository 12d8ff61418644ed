import { constants } from 'node:fs';
import { access, open } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { sandbox } from '@virga/disk';

/** What holds this process back, found out by trying and not by reading a setting. Shown in Settings. */
export interface MeasuredWalls {
  sandbox: string;
  network: 'none' | 'reachable';
  evidence: 'read-only' | 'writable' | 'by the rights of its S3 keys';
  keys: 'out of sight' | 'readable';
  tools: string;
}

/** Files below the data folder that the parse role must not be able to read. */
const secretFiles = [
  'keys/keyring.json',
  'keys/custody-ed25519.pem',
  'keys/session-secret',
  'postgres/password',
  'range/range.json',
];

/** For the parse role. Only this machine's own loopback is tried: nothing leaves. */
export async function measureWalls(home: string, evidenceStore: string): Promise<MeasuredWalls> {
  const network = await loopback();
  const evidence = await evidenceRights(evidenceStore);
  const keys = await keysInSight(home);
  const { level: tools } = await sandbox();
  const words = [
    network === 'none' ? 'no network' : 'network of its named servers only, held by its own code',
    evidence === 'read-only' ? 'evidence read-only' : `evidence ${evidence}`,
    keys === 'out of sight' ? 'keys out of sight' : 'keys readable: run where namespaces are permitted',
  ];
  return { sandbox: `${words.join(', ')}; tools: ${tools}`, network, evidence, keys, tools };
}

/** A namespace without network has no loopback either: the answer is "unreachable", not "refused". */
function loopback(): Promise<MeasuredWalls['network']> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: 1, timeout: 2000 });
    const end = (network: MeasuredWalls['network']) => {
      socket.destroy();
      resolve(network);
    };
    socket.once('connect', () => end('reachable'));
    socket.once('timeout', () => end('reachable'));
    socket.once('error', (fault: NodeJS.ErrnoException) => end(fault.code === 'ENETUNREACH' ? 'none' : 'reachable'));
  });
}

async function evidenceRights(place: string): Promise<MeasuredWalls['evidence']> {
  if (place.startsWith('s3://')) return 'by the rights of its S3 keys';
  return access(place, constants.W_OK).then(
    () => 'writable' as const,
    () => 'read-only' as const,
  );
}

async function keysInSight(home: string): Promise<MeasuredWalls['keys']> {
  for (const name of secretFiles) {
    const handle = await open(join(home, name), 'r').catch(() => null);
    await handle?.close();
    if (handle) return 'readable';
  }
  return 'out of sight';
}
