import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeBackupRecord } from '../local/backup-record.ts';
import { backupFinding } from './backup-finding.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'virga-doctor-'));
});
afterEach(() => rmSync(home, { recursive: true }));

it('says nothing before the first start, then that none was made, then how old it is', () => {
  expect(backupFinding(home)).toBeNull();
  mkdirSync(join(home, 'keys'));
  expect(backupFinding(home)).toMatchObject({ level: 'warning', what: expect.stringContaining('ever made') });
  const place = join(home, 'b.tar');
  writeFileSync(place, 'x');
  writeBackupRecord(home, { at: '2026-11-01T00:00:00.000Z', place, manifestSha256: 'a'.repeat(64) });
  const at = (day: string) => backupFinding(home, Date.parse(`2026-11-${day}T12:00:00Z`));
  expect(at('01')).toEqual({ level: 'ok', what: `Last backup today: ${place}` });
  expect(at('02')).toEqual({ level: 'ok', what: `Last backup 1 day ago: ${place}` });
  expect(at('08')).toMatchObject({ level: 'warning', what: `Last backup 7 days ago: ${place}` });
  rmSync(place);
  expect(at('03')?.what).toContain('(no longer there)');
});
