import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

export interface InputFile {
  path: string;
  /** As the case will know it: below the name of the folder that was given. */
  name: string;
  sizeBytes: number;
  sha256: string;
}

export interface Inputs {
  files: InputFile[];
  skipped: { path: string; reason: string }[];
}

/** Every ordinary file below the paths, hashed. Links are named and not followed: they may lead anywhere. */
export async function listInputs(paths: readonly string[]): Promise<Inputs> {
  const inputs: Inputs = { files: [], skipped: [] };
  for (const path of paths) {
    // What was named by hand may be a link: its target is meant.
    const facts = await stat(path);
    const name = basename(resolve(path));
    if (facts.isDirectory()) await listFolder(path, name, inputs);
    else if (facts.isFile()) inputs.files.push(await hashed(path, name));
    else inputs.skipped.push({ path, reason: 'not an ordinary file' });
  }
  return inputs;
}

async function listFolder(folder: string, name: string, inputs: Inputs): Promise<void> {
  for (const entry of (await readdir(folder)).sort()) {
    const path = join(folder, entry);
    const facts = await lstat(path);
    if (facts.isDirectory()) await listFolder(path, `${name}/${entry}`, inputs);
    else if (facts.isFile()) inputs.files.push(await hashed(path, `${name}/${entry}`));
    else inputs.skipped.push({ path, reason: facts.isSymbolicLink() ? 'a symbolic link' : 'not an ordinary file' });
  }
}

async function hashed(path: string, name: string): Promise<InputFile> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    sizeBytes += chunk.length;
  }
  return { path, name, sizeBytes, sha256: hash.digest('hex') };
}
