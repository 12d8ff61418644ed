/** A file system made by e2fsprogs, where they are installed: `mke2fs -d`, then owners, times and deletions by debugfs. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FileNode, FileTree } from './file-tree.ts';

const run = promisify(execFile);
const MKE2FS = '/usr/sbin/mke2fs';
const DEBUGFS = '/usr/sbin/debugfs';

/** True where both tools stand (they are in /usr/sbin, seldom on an ordinary user's PATH). */
export function hasE2fsprogs(): boolean {
  return existsSync(MKE2FS) && existsSync(DEBUGFS);
}

/** debugfs reads one command per line, its words between blanks and quotes: other names cannot be said to it. */
export function debugfsCanName(tree: FileTree): boolean {
  return tree.nodes.every(({ path }) => !/[\s"\p{Cc}]/u.test(path));
}

/** The bytes of the partition. Same tree, same tools: same bytes. */
export async function makeExt4(tree: FileTree): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'range-disk-'));
  try {
    const root = join(folder, 'root');
    await mkdir(root);
    for (const node of tree.nodes) await writeNode(root, node);
    const image = join(folder, 'image');
    const options = `hash_seed=${tree.uuid},lazy_itable_init=0,lazy_journal_init=0,root_owner=0:0,nodiscard`;
    const features = '^metadata_csum,^64bit,^orphan_file';
    const fixed = ['-q', '-F', '-t', 'ext4', '-b', '4096', '-I', '256', '-N', '2048', '-m', '0'];
    const size = `${Math.floor(tree.sizeBytes / 4096)}`;
    const environment = { E2FSPROGS_FAKE_TIME: seconds(tree.madeMs), PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };
    await run(
      MKE2FS,
      [...fixed, '-L', tree.label, '-U', tree.uuid, '-E', options, '-O', features, '-d', root, image, size],
      { env: environment },
    );
    await adjust(folder, image, tree, environment);
    return await readFile(image);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const seconds = (ms: number): string => String(Math.floor(ms / 1000));

async function writeNode(root: string, node: FileNode): Promise<void> {
  const path = join(root, node.path);
  if (node.kind === 'directory') await mkdir(path, { recursive: true });
  else if (node.kind === 'symlink') await symlink(node.content.toString(), path);
  else {
    await writeFile(path, node.content);
    await chmod(path, node.mode);
  }
}

/** Two passes: deletions under their own clock, then everybody's times, which the first pass has touched. */
async function adjust(
  folder: string,
  image: string,
  tree: FileTree,
  environment: Record<string, string>,
): Promise<void> {
  for (const node of tree.nodes) {
    if (node.deletedAtMs === undefined) continue;
    const commands = [...inodeCommands(node), `rm ${node.path}`];
    await debug(folder, image, commands, { ...environment, E2FSPROGS_FAKE_TIME: seconds(node.deletedAtMs) });
  }
  const live = tree.nodes.filter((node) => node.deletedAtMs === undefined);
  const lostAndFound = ['ctime', 'mtime', 'atime', 'crtime'].map(
    (field) => `sif /lost+found ${field} @${seconds(tree.madeMs)}`,
  );
  const commands = [
    ...live.flatMap(inodeCommands),
    ...lostAndFound,
    `ssv wtime @${seconds(tree.writtenMs)}`,
    `ssv mtime @${seconds(tree.writtenMs)}`,
  ];
  await debug(folder, image, commands, { ...environment, E2FSPROGS_FAKE_TIME: seconds(tree.writtenMs) });
}

function inodeCommands(node: FileNode): string[] {
  const { path, times } = node;
  const type = { directory: 0o040000, file: 0o100000, symlink: 0o120000 }[node.kind];
  const set = (field: string, value: string): string => `sif ${path} ${field} ${value}`;
  return [
    set('mode', `0${(type | node.mode).toString(8)}`),
    set('uid', String(node.uid)),
    set('gid', String(node.gid)),
    set('atime', `@${seconds(times.accessedMs)}`),
    set('mtime', `@${seconds(times.modifiedMs)}`),
    set('ctime', `@${seconds(times.changedMs)}`),
    set('crtime', `@${seconds(times.bornMs)}`),
    ...['atime', 'mtime', 'ctime', 'crtime'].map((field) => set(`${field}_extra`, '0')),
  ];
}

async function debug(
  folder: string,
  image: string,
  commands: string[],
  environment: Record<string, string>,
): Promise<void> {
  const script = join(folder, 'commands');
  await writeFile(script, `${commands.join('\n')}\n`);
  const { stderr } = await run(DEBUGFS, ['-w', '-f', script, image], { env: environment });
  const complaints = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('debugfs '));
  if (complaints.length > 0) throw new Error(`debugfs: ${complaints[0]}`);
}
