import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

const line = /^([0-9a-f]{64}) [ *](.+)$/;

/** Compares every file of a BagIt bag (RFC 8493) with its manifests. Answers with a sentence for each fault. */
export async function verifyBagFiles(bag: string): Promise<string[]> {
  const problems: string[] = [];
  const tags = await compareManifest(bag, 'tagmanifest-sha256.txt', problems);
  for (const needed of ['bagit.txt', 'manifest-sha256.txt'])
    if (!tags.has(needed)) problems.push(`tagmanifest-sha256.txt does not vouch for ${needed}.`);
  const payload = await compareManifest(bag, 'manifest-sha256.txt', problems);
  for (const path of await listFiles(bag, join(bag, 'data')))
    if (!payload.has(path)) problems.push(`${path} is in the bag, but manifest-sha256.txt does not list it.`);
  return problems;
}

async function compareManifest(bag: string, name: string, problems: string[]): Promise<Set<string>> {
  const listed = new Set<string>();
  const text = await readFile(join(bag, name), 'utf8').catch(() => null);
  if (text === null) problems.push(`${name} is missing.`);
  for (const [index, content] of (text ?? '').split('\n').entries()) {
    if (content === '') continue;
    const [, expected, path] = line.exec(content) ?? [];
    if (expected === undefined || path === undefined || !staysInside(path)) {
      problems.push(`${name}: line ${index + 1} cannot be read.`);
      continue;
    }
    listed.add(path);
    const actual = await hashFile(join(bag, path));
    if (actual === null) problems.push(`${path} is missing.`);
    else if (actual !== expected) problems.push(`${path} does not have the hash that ${name} states.`);
  }
  return listed;
}

function staysInside(path: string): boolean {
  return !path.startsWith('/') && !path.split(/[/\\]/).includes('..') && !path.includes('\0');
}

async function hashFile(path: string): Promise<string | null> {
  const facts = await stat(path).catch(() => null);
  if (!facts?.isFile()) return null;
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(bytes as Uint8Array);
  return hash.digest('hex');
}

async function listFiles(bag: string, folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(bag, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
