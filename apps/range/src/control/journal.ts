import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { ApiCallRecord, Params, Principal } from '../wire/service.ts';

/** A change that a call made, enough to make it again. */
export interface JournaledCall {
  kind: 'call';
  service: string;
  operation: string;
  region: string;
  params: Params;
  principal: Principal;
  requestId: string;
  nowMs: number;
  sourceIp: string;
  userAgent: string;
  headers: Record<string, string>;
  method: string;
  path: string;
  query: string;
  bodyBase64?: string;
}

export interface JournaledRecord {
  kind: 'record';
  record: ApiCallRecord;
}

/** A change made through the control plane. */
export interface JournaledControl {
  kind: 'control';
  action: 'deploy' | 'tamper';
  nowMs: number;
  body: unknown;
}

export type JournalEntry = JournaledCall | JournaledRecord | JournaledControl;

const toText = (entry: JournalEntry): string =>
  JSON.stringify(entry, (_, value: unknown) => (typeof value === 'bigint' ? { $bigint: value.toString() } : value));

function revive(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$bigint' in value)) return value;
  return BigInt(String(value.$bigint));
}

/** Removes a last line that was never finished, so that the next one does not grow onto it. */
function dropUnfinishedLine(path: string): void {
  if (!existsSync(path)) return;
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(0x0a) + 1;
  if (end < bytes.length) truncateSync(path, end);
}

/** Append-only JSON lines. A half-written last line (the process was killed) is dropped when the journal is opened. */
export class Journal {
  private readonly file: number;

  constructor(path: string) {
    dropUnfinishedLine(path);
    this.file = openSync(path, 'a', 0o600);
  }

  append(entry: JournalEntry): void {
    writeSync(this.file, `${toText(entry)}\n`);
  }

  close(): void {
    closeSync(this.file);
  }
}

/** Entries of a journal in their order; an absent file has none. A damaged line is an error: it would be a change lost. */
export function readJournal(path: string): JournalEntry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    try {
      return [JSON.parse(line, revive) as JournalEntry];
    } catch (cause) {
      throw new Error(`journal ${path} is damaged in line ${index + 1}`, { cause });
    }
  });
}
