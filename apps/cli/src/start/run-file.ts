import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface RunFile {
  pid: number;
  address: string;
  parts: { name: string; pid: number }[];
}

const fileOf = (home: string) => join(home, 'run.json');

/** True when that process is alive and its command line names this checkout: process ids are reused. */
function isOurs(pid: number, needle: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(needle);
  } catch {
    return false;
  }
}

/** The address of a start that is running on this home, or null. What a killed start left behind is ended. */
export function takeOver(home: string): string | null {
  let file: RunFile;
  try {
    file = JSON.parse(readFileSync(fileOf(home), 'utf8')) as RunFile;
  } catch {
    return null;
  }
  if (file.pid !== process.pid && isOurs(file.pid, 'start/main.ts')) return file.address;
  for (const part of file.parts)
    if (isOurs(part.pid, 'apps/') || isOurs(part.pid, 'next')) {
      try {
        process.kill(part.pid, 'SIGKILL');
      } catch {
        // It ended in the meantime.
      }
    }
  return null;
}

export function writeRunFile(home: string, address: string, parts: RunFile['parts']): void {
  writeFileSync(fileOf(home), `${JSON.stringify({ pid: process.pid, address, parts })}\n`, { mode: 0o600 });
}

export function removeRunFile(home: string): void {
  rmSync(fileOf(home), { force: true });
}
