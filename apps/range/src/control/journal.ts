import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs';
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

/** Append-only JSON lines. A half-written last line (the process was killed) is dropped on reading. */
export class Journal {
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, 'a', 0o600);
  }

  append(entry: JournalEntry): void {
    writeSync(this.file, `${toText(entry)}\n`);
  }

  close(): void {
    closeSync(this.file);
  }
}

/** Entries of a journal in their order; an absent file has none. */
export function readJournal(path: string): JournalEntry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  const out: JournalEntry[] = [];
  lines.forEach((line, index) => {
    if (line === '') return;
    try {
      out.push(JSON.parse(line, revive) as JournalEntry);
    } catch (cause) {
      if (index < lines.length - 1) throw new Error(`journal ${path} is damaged in line ${index + 1}`, { cause });
    }
  });
  return out;
}
