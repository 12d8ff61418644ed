import { existsSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { runTimeline } from './run-timeline.ts';

const data = fileURLToPath(new URL('../../../../../shared/data/cloudtrail', import.meta.url));
const isThere = existsSync(data);
if (!isThere) process.stderr.write(`SKIPPED: public CloudTrail samples are not at ${data}\n`);

async function timeline(path: string) {
  const output = new PassThrough();
  const pieces: Buffer[] = [];
  output.on('data', (piece: Buffer) => pieces.push(piece));
  const range = { from: null, to: null };
  const options = {
    paths: [`${data}/${path}`],
    format: 'jsonl' as const,
    range,
    raw: false,
    sortByTime: false,
    help: false,
  };
  const { line, exitCode } = await runTimeline(options, { input: new PassThrough(), output, isTerminal: false });
  const lines = Buffer.concat(pieces).toString().split('\n').slice(0, -1);
  const rows = lines.map((text) => JSON.parse(text) as { userAgent: string | null; outcome: string; action: string });
  return { ledger: JSON.parse(line) as Record<string, unknown>, exitCode, rows };
}

describe.skipIf(!isThere)('public CloudTrail samples come out fully accounted for', () => {
  it('invictus: 2,900 records of 55 files, 1,146 of them the attack', async () => {
    const { ledger, exitCode, rows } = await timeline('invictus-ir+aws_dataset');
    expect(ledger).toMatchObject({
      files: 55,
      bytes: 3625040,
      records: 2900,
      events: 2900,
      duplicates: 0,
      rejected: 0,
      balanced: true,
    });
    expect(exitCode).toBe(0);
    expect(rows.filter(({ userAgent }) => userAgent?.includes('stratus-red-team'))).toHaveLength(1146);
    expect(new Set(rows.map(({ action }) => action)).size).toBe(260);
    expect(rows.filter(({ outcome }) => outcome === 'denied' || outcome === 'failure')).toHaveLength(300);
  });

  it.each([
    ['OTRF+Security-Datasets', { records: 103, events: 103, rejected: 0 }, 0],
    ['log2timeline+plaso', { records: 6, events: 6, rejected: 0 }, 0],
    ['grafana+lambda-promtail', { files: 1, records: 2, events: 2, rejected: 0 }, 0],
    ['cado-security+cloudgrep', { files: 3, records: 3, events: 2, rejected: 1 }, 1],
    ['opensearch-project+opensearch-catalog', { files: 3, records: 893, events: 891, rejected: 2 }, 1],
    ['', { files: 64, bytes: 5756349, records: 3907, events: 3904, rejected: 3 }, 1],
  ])('%s', async (folder, expected, code) => {
    const { ledger, exitCode, rows } = await timeline(folder);
    expect(ledger).toMatchObject({ ...expected, duplicates: 0, filesUnreadable: [], balanced: true });
    expect(rows).toHaveLength(expected.events);
    expect(exitCode).toBe(code);
  });
});
