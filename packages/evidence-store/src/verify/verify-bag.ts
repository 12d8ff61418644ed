import { createHash } from 'node:crypto';
import { type FileTree, readPieces, readWhole } from './file-tree.ts';

const line = /^([0-9a-f]{64}) [ *](.+)$/;

/** Compares every file of a BagIt bag (RFC 8493) with its manifests. Answers with a sentence for each fault. */
export async function verifyBagFiles(tree: FileTree): Promise<string[]> {
  const problems: string[] = [];
  const tags = await compareManifest(tree, 'tagmanifest-sha256.txt', problems);
  for (const needed of ['bagit.txt', 'manifest-sha256.txt'])
    if (!tags.has(needed)) problems.push(`tagmanifest-sha256.txt does not vouch for ${needed}.`);
  const payload = await compareManifest(tree, 'manifest-sha256.txt', problems);
  for (const path of [...tree.files.keys()].sort())
    if (path.startsWith('data/') && !payload.has(path))
      problems.push(`${path} is in the bag, but manifest-sha256.txt does not list it.`);
  return problems;
}

async function compareManifest(tree: FileTree, name: string, problems: string[]): Promise<Set<string>> {
  const listed = new Set<string>();
  const bytes = await readWhole(tree, name);
  if (bytes === null) problems.push(`${name} is missing.`);
  const text = Buffer.from(bytes ?? []).toString('utf8');
  for (const [index, content] of text.split('\n').entries()) {
    if (content === '') continue;
    const [, expected, path] = line.exec(content) ?? [];
    if (expected === undefined || path === undefined || !staysInside(path)) {
      problems.push(`${name}: line ${index + 1} cannot be read.`);
      continue;
    }
    listed.add(path);
    const actual = await hashFile(tree, path);
    if (actual === null) problems.push(`${path} is missing.`);
    else if (actual !== expected) problems.push(`${path} does not have the hash that ${name} states.`);
  }
  return listed;
}

function staysInside(path: string): boolean {
  return !path.startsWith('/') && !path.split(/[/\\]/).includes('..') && !path.includes('\0');
}

async function hashFile(tree: FileTree, path: string): Promise<string | null> {
  if (!tree.files.has(path)) return null;
  const hash = createHash('sha256');
  for await (const bytes of readPieces(tree, path)) hash.update(bytes);
  return hash.digest('hex');
}
