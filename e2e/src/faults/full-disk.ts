import { setTimeout as pause } from 'node:timers/promises';
import type { House } from './house.ts';
import type { ScheduleLog } from './schedule-log.ts';

/** What is left to write when the disk "is full": less than one piece of an image. */
const spareBytes = 192 * 1024;
const patienceMs = 240_000;

/**
 * Takes the room away until some acquisition has said so in its log, then gives it back. Returns what was said. Nothing is
 * retried by hand afterwards: the work has to go on by itself.
 */
export async function fillDiskUntilSaid(house: House, log: ScheduleLog): Promise<string> {
  const since = new Date().toISOString();
  house.store.fill(spareBytes);
  log.note('disk full');
  try {
    for (const end = Date.now() + patienceMs; Date.now() < end; await pause(500)) {
      const said = await saidNoRoom(house, since);
      if (said) return said;
    }
    throw new Error('the evidence store was full and no acquisition said so');
  } finally {
    house.store.empty();
    log.note('room again');
  }
}

interface Listed<T> {
  items: T[];
}

/** As the case's own screens show it: in the log of the acquisition. */
async function saidNoRoom({ lead }: House, since: string): Promise<string | null> {
  const cases = (await lead.read<Listed<{ id: string }>>('/cases')).items;
  for (const { id: caseId } of cases.slice(0, 6)) {
    const rows = (await lead.read<Listed<{ id: string; state: string }>>(`/cases/${caseId}/acquisitions`)).items;
    for (const { id } of rows.filter(({ state }) => ['running', 'waiting', 'failed'].includes(state))) {
      const path = `/cases/${caseId}/acquisitions/${id}/log?limit=500`;
      const lines = (await lead.read<Listed<{ at: string; message: string }>>(path)).items;
      const line = lines.find(({ at, message }) => at >= since && message.includes('no room left'));
      if (line) return line.message;
    }
  }
  return null;
}
