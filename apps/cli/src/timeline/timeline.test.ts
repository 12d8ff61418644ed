import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { timelineColumns } from '@virga/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../bin/virga.mjs', import.meta.url));
const record = (number: number, members: Record<string, unknown> = {}) =>
  JSON.stringify({
    eventTime: `2026-10-01T12:00:${String(59 - number).padStart(2, '0')}Z`,
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    eventID: `id-${number}`,
    recipientAccountId: '111122223333',
    ...members,
  });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'virga-timeline-test-'));
  mkdirSync(join(folder, 'logs', 'CloudTrail-Digest'), { recursive: true });
  writeFileSync(join(folder, 'logs', 'a.json.gz'), gzipSync(`{"Records":[${record(1)},${record(2)}]}`));
  writeFileSync(join(folder, 'logs', 'b.jsonl'), `${record(3)}\n${record(2)}\n`);
  writeFileSync(join(folder, 'logs', 'CloudTrail-Digest', 'd.json'), '{}');
  writeFileSync(join(folder, 'logs', 'notes.txt'), 'nothing here\n');
  symlinkSync('.', join(folder, 'logs', 'loop'));
  writeFileSync(join(folder, 'half.jsonl'), `${record(4)}\n${record(5).slice(0, 40)}`);
  writeFileSync(join(folder, 'cut.gz'), gzipSync(`${record(6)}\n${record(7)}\n`.repeat(50)).subarray(0, -12));
  writeFileSync(
    join(folder, 'odd.json'),
    record(8, { userAgent: '=cmd|calc', errorCode: '-1', sourceIPAddress: '\u202e"x",\n' }),
  );
  writeFileSync(
    join(folder, 'many.jsonl'),
    Array.from({ length: 20_000 }, (_, at) => `${record(at % 60, { n: at })}\n`).join(''),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Answer {
  code: number | null;
  out: string;
  err: string;
  ledger: Record<string, unknown>;
}

function virga(args: string[], options: { input?: string; closeAfter?: number } = {}): Promise<Answer> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdin.end(options.input ?? '');
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (options.closeAfter !== undefined && out.length > options.closeAfter) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('close', (code) => {
      const last = err.trimEnd().split('\n').at(-1) ?? '';
      resolve({ code, out, err, ledger: last.startsWith('{') ? (JSON.parse(last) as Record<string, unknown>) : {} });
    });
  });
}

const uids = (answer: Answer) =>
  answer.out
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { uid: string }).uid.slice(0, 4));

describe('virga timeline', () => {
  it('reads a folder in order, folds copies, skips and names what is no log: exit 0', async () => {
    const answer = await virga(['timeline', 'logs', '--format', 'jsonl']);
    expect(uids(answer)).toEqual(['id-1', 'id-2', 'id-3']);
    expect(Object.keys(JSON.parse(answer.out.split('\n')[0]!) as object)).toEqual([...timelineColumns]);
    expect(answer.ledger).toMatchObject({
      files: 5,
      records: 4,
      events: 3,
      duplicates: 1,
      rejected: 0,
      balanced: true,
    });
    expect(answer.ledger.skipped).toHaveLength(3);
    expect(answer.code).toBe(0);
  });

  it('prints every readable event and exits 1 when something was rejected or unreadable', async () => {
    const answer = await virga(['timeline', 'half.jsonl', 'cut.gz', 'missing', 'logs/b.jsonl']);
    expect(uids(answer)).toEqual(['id-4', 'id-6', 'id-7', 'id-3', 'id-2']);
    expect(answer.ledger).toMatchObject({ events: 5, rejected: 2, balanced: true });
    expect(answer.ledger.filesUnreadable).toMatchObject([{ path: 'cut.gz' }, { path: 'missing', offset: 0 }]);
    expect(answer.code).toBe(1);
  });

  it('sorts by time, filters with both ends included, and reads standard input', async () => {
    expect(uids(await virga(['timeline', 'logs', '--sort', 'time']))).toEqual(['id-3', 'id-2', 'id-1']);
    const range = ['--from', '2026-10-01T12:00:57Z', '--to', '2026-10-01T12:00:57'];
    const filtered = await virga(['timeline', '-', ...range], { input: `${record(1)}\n${record(2)}\n${record(3)}\n` });
    expect(uids(filtered)).toEqual(['id-2']);
    expect(filtered.ledger).toMatchObject({ events: 1, outsideRange: 2, records: 3, balanced: true });
  });

  it('writes CSV that no spreadsheet runs, and the raw record on request [S2.csv]', async () => {
    const answer = await virga(['timeline', 'odd.json', '--format', 'csv', '--raw']);
    expect(answer.out.split('\r\n')[0]).toBe([...timelineColumns, 'raw'].join(','));
    expect(answer.out).toContain(",'=cmd|calc,");
    expect(answer.out).toContain(",'-1,");
    expect(answer.out).toContain('""eventID"":""id-8""');
  });

  it('calls wrong usage by name: exit 2', async () => {
    const wrong = [
      [],
      ['logs', '--format', 'xml'],
      ['logs', '--from', 'soon'],
      ['logs', '--sort', 'name'],
      ['logs', '--nope'],
    ];
    for (const args of [...wrong, ['logs', '--from', '2026-10-02', '--to', '2026-10-01']]) {
      const answer = await virga(['timeline', ...args]);
      expect(answer).toMatchObject({ code: 2, out: '' });
      expect(answer.err).toContain('Usage: virga timeline');
    }
    expect((await virga(['nothing'])).code).toBe(2);
  });

  it('ends quietly when its reader goes away', async () => {
    const answer = await virga(['timeline', 'many.jsonl'], { closeAfter: 1000 });
    expect(answer).toMatchObject({ code: 0, err: '' });
  });
});
