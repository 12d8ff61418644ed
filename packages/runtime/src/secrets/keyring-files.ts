import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@virga/domain';
import sodium from 'libsodium-wrappers';
import { type Keyring, keyringSchema, type SealingKey, sealingKeyOf, sealingKeySchema } from './keyring.ts';

const privateName = 'keyring.json';
/** In a folder of its own: the walls around `web` leave that folder in sight and nothing else of the keys. */
const publicName = join('public', 'sealing-key.json');

/** Path of the one file that the `web` role gets. */
export function sealingKeyPath(folder: string): string {
  return join(folder, publicName);
}

/**
 * The keyring in `folder` (outside the database folder), made on first use; two processes that start at once end with
 * the same one. The private file has mode 0600 and is refused when others can read it. The public file is kept in step.
 */
export async function loadOrCreateKeyring(folder: string): Promise<Keyring> {
  const existing = await readKeyring(folder);
  if (existing) {
    await writePublic(folder, existing);
    return existing;
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const made: Keyring = { format: 'virga-keyring/1', keys: [await newKey()] };
  const temporary = await writeTemporary(join(folder, privateName), made);
  // link() fails when the name is taken: the first process wins and no key is ever replaced by chance.
  await link(temporary, join(folder, privateName)).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== 'EEXIST') throw thrown;
  });
  await rm(temporary);
  return loadOrCreateKeyring(folder);
}

/** For the `web` role: reads the public file only. Null until a keyring was made. */
export async function loadSealingKey(folder: string): Promise<SealingKey | null> {
  const text = await readFile(sealingKeyPath(folder), 'utf8').catch(nullWhenMissing);
  if (text === null) return null;
  const { keyId, publicKey } = sealingKeySchema.parse(JSON.parse(text));
  return { keyId, publicKey };
}

/** Adds a new key that seals from now on; older ones still open until `retireKeys`. Safe while processes run. */
export async function rotateKeyring(folder: string): Promise<Keyring> {
  const { keys } = await loadOrCreateKeyring(folder);
  return replaceKeyring(folder, { format: 'virga-keyring/1', keys: [await newKey(), ...keys] });
}

/** Forgets every key but the newest. Only after each stored secret was sealed again with it (`resealSecret`). */
export async function retireKeys(folder: string): Promise<Keyring> {
  const { keys } = await loadOrCreateKeyring(folder);
  return replaceKeyring(folder, { format: 'virga-keyring/1', keys: keys.slice(0, 1) });
}

/** Null when there is none. Reads the file each time, so that a rotation reaches running processes. */
export async function readKeyring(folder: string): Promise<Keyring | null> {
  const path = join(folder, privateName);
  const facts = await stat(path).catch(nullWhenMissing);
  if (!facts) return null;
  if ((facts.mode & 0o077) !== 0)
    throw new AppError({
      code: 'system.unavailable',
      message: `The keyring ${path} can be read by other users. Run: chmod 600 ${path}`,
    });
  return keyringSchema.parse(JSON.parse(await readFile(path, 'utf8')));
}

async function newKey(): Promise<Keyring['keys'][number]> {
  await sodium.ready;
  const pair = sodium.crypto_box_keypair();
  const keyId = createHash('sha256').update(pair.publicKey).digest('hex').slice(0, 16);
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  return { keyId, publicKey: base64(pair.publicKey), privateKey: base64(pair.privateKey) };
}

async function replaceKeyring(folder: string, keyring: Keyring): Promise<Keyring> {
  const path = join(folder, privateName);
  await rename(await writeTemporary(path, keyring), path);
  await writePublic(folder, keyring);
  return keyring;
}

async function writePublic(folder: string, keyring: Keyring): Promise<void> {
  const current = await loadSealingKey(folder);
  const key = sealingKeyOf(keyring);
  if (current?.keyId === key.keyId) return;
  const path = sealingKeyPath(folder);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await rename(await writeTemporary(path, { format: 'virga-sealing-key/1', ...key }), path);
}

async function writeTemporary(path: string, content: unknown): Promise<string> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return temporary;
}

function nullWhenMissing(thrown: NodeJS.ErrnoException): null {
  if (thrown.code === 'ENOENT') return null;
  throw thrown;
}
