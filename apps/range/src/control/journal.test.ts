import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Journal, type JournalEntry, readJournal } from './journal.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'virga-journal-'));
  path = join(folder, 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

const entry = (nowMs: number): JournalEntry => ({ kind: 'control', action: 'deploy', nowMs, body: { micros: 17n } });

test('entries come back in order with their big numbers', () => {
  const journal = new Journal(path);
  journal.append(entry(1));
  journal.append(entry(2));
  journal.close();
  expect(readJournal(path)).toEqual([entry(1), entry(2)]);
  expect(readJournal(join(folder, 'absent'))).toEqual([]);
});

test('a line cut short by a kill is dropped and the next one starts clean', () => {
  new Journal(path).append(entry(1));
  appendFileSync(path, '{"kind":"contr');
  const journal = new Journal(path);
  journal.append(entry(2));
  journal.close();
  expect(readJournal(path)).toEqual([entry(1), entry(2)]);
});

test('a damaged line in the middle is not passed over', () => {
  writeFileSync(path, 'nonsense\n{}\n');
  expect(() => readJournal(path)).toThrow('damaged in line 1');
});
