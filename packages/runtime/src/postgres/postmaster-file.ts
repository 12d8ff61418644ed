import { readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from './binaries.ts';

export interface RunningServer {
  pid: number;
  port: number;
  /** Where its Unix socket is; null when it has none. */
  socketFolder: string | null;
  isReady: boolean;
}

/**
 * Reads postmaster.pid (lines: pid, data folder, start, port, socket folder, address, shared memory, status). Null when
 * there is none, when its process is gone, or when that process id now belongs to something else.
 */
export async function readPostmaster(cluster: string): Promise<RunningServer | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return null;
  const lines = text.split('\n').map((line) => line.trim());
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isRunning(pid)) return null;
  if (!(await worksIn(pid, cluster))) return null;
  return { pid, port: Number(lines[3] ?? 0), socketFolder: lines[4] || null, isReady: lines[7] === 'ready' };
}

/** The postmaster's working folder is its data folder; without /proc (macOS) a living process is believed. */
async function worksIn(pid: number, cluster: string): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  return folder !== null && folder === (await realpath(cluster).catch(() => cluster));
}
