import { relative } from 'node:path';
import { checkoutFolder } from '@virga/runtime';
import type { WallPlan } from './part-walls.ts';

interface ParseNeeds {
  home: string;
  /** Folder of the evidence, or s3://… */
  store: string;
  /** DATABASE_URL of the parse role, over TCP. */
  url: string;
  /** The embedded server's Unix socket. */
  socketFolder: string | null;
}

interface ParseReach {
  walls: WallPlan;
  databaseUrl: string;
  /** Node's own permission model, before the script. */
  permissions: string[];
}

/**
 * The parse role reads hostile bytes: evidence read-only, database by its socket, no network, no key in sight. Redis, an S3
 * store or a database of one's own are servers on a network: with one of them only the process's own guard is left of the
 * network's wall, and its heartbeat says so.
 */
export function parseReach({ home, store, url, socketFolder }: ParseNeeds): ParseReach {
  const isCutOff = socketFolder !== null && !store.startsWith('s3://') && !process.env['REDIS_URL'];
  const readOnly = [store, socketFolder].flatMap((folder) => (folder ? (below(home, folder) ?? []) : []));
  return {
    walls: {
      home,
      readOnly,
      writable: store.startsWith('s3://') ? ['staging'] : [],
      hasNetwork: !isCutOff,
      isSealed: true,
    },
    databaseUrl: socketFolder ? bySocket(url, socketFolder) : url,
    permissions: permissions([`${home}/tmp`, ...readOnlyPaths(store, socketFolder)]),
  };
}

/** The web role seals secrets with the public key and sees no other key, no password of the database server, no range. */
export function webWalls(home: string, store: string): WallPlan {
  return {
    home,
    readOnly: ['keys/public', ...(below(home, store) ?? [])],
    writable: ['uploads', 'staging-web'],
    hasNetwork: true,
    isSealed: false,
  };
}

function readOnlyPaths(store: string, socketFolder: string | null): string[] {
  return [...(store.startsWith('s3://') ? [] : [store]), ...(socketFolder ? [socketFolder] : [])];
}

/** Path of a folder from `home`, or null when it stands elsewhere. */
function below(home: string, folder: string): [string] | null {
  const path = relative(home, folder);
  return path === '' || path.startsWith('..') || path.startsWith('/') ? null : [path];
}

function bySocket(url: string, folder: string): string {
  const parsed = new URL(url);
  parsed.searchParams.set('host', folder);
  return parsed.toString();
}

/** What JavaScript of the parse role may open by Node's permission model; files only, Node 24 has none for the network. */
function permissions(own: string[]): string[] {
  const root = checkoutFolder(import.meta.dirname);
  const code = ['apps', 'packages', 'node_modules', 'prisma', 'package.json'].map((name) => `${root}/${name}`);
  const system = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/etc', '/proc', '/sys', '/dev', '/tmp'];
  return [
    '--permission',
    ...[...code, ...system, ...own].map((path) => `--allow-fs-read=${path}`),
    ...['/tmp', ...own].map((path) => `--allow-fs-write=${path}`),
    ...['--allow-child-process', '--allow-worker', '--disable-warning=SecurityWarning'],
  ];
}
