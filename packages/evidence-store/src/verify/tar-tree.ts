import { open } from 'node:fs/promises';
import { readExactly } from '../folder/read-exactly.ts';
import type { FileTree } from './file-tree.ts';
import { TarFault, type TarMember, tarMembers } from './tar-members.ts';

/**
 * A `.tar` export, read in place: nothing is unpacked, so a name in it can lead nowhere. The one top folder is left out of
 * the paths. What an unpacking program might read differently from us (a name twice, a link, a way out) is a problem.
 */
export async function tarTree(path: string): Promise<FileTree> {
  const handle = await open(path, 'r');
  const archiveBytes = (await handle.stat()).size;
  const found = new Map<string, TarMember>();
  const problems: string[] = [];
  let top: string | null = null;
  try {
    for await (const member of tarMembers((offset, length) => readExactly(handle, offset, length), archiveBytes)) {
      const parts = member.name.replace(/\/+$/, '').split('/');
      const inside = parts.slice(1).join('/');
      top ??= parts[0]!;
      const fault = faultOf(member, parts, top, inside, found);
      if (fault) problems.push(fault);
      else if (member.kind === 'file') found.set(inside, member);
    }
  } catch (thrown) {
    if (!(thrown instanceof TarFault)) {
      await handle.close();
      throw thrown;
    }
    problems.push(`The archive cannot be read to its end: ${thrown.message}.`);
  }
  return {
    files: new Map([...found].map(([name, { sizeBytes }]) => [name, sizeBytes])),
    problems,
    read: async (name, offset, length) => {
      const member = found.get(name);
      if (!member || offset + length > member.sizeBytes) throw new RangeError(`${name} ends before ${offset + length}`);
      return readExactly(handle, member.offset + offset, length);
    },
    close: () => handle.close(),
  };
}

function faultOf(
  member: TarMember,
  parts: string[],
  top: string,
  inside: string,
  found: ReadonlyMap<string, TarMember>,
): string | null {
  if (parts.some((part) => part === '' || part === '.' || part === '..') || member.name.includes('\0'))
    return `The archive holds a name that leads out of it: ${member.name}`;
  if (parts[0] !== top) return `${member.name} stands outside the folder ${top} of the export.`;
  if (member.kind === 'other') return `${member.name} is no regular file.`;
  if (member.kind === 'file' && inside === '') return `${member.name} stands outside any folder.`;
  if (found.has(inside)) return `${member.name} is in the archive twice.`;
  return null;
}
