import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '@virga/domain';
import { keyFingerprint } from './sign-head.ts';

export interface SigningKey {
  privateKeyPem: string;
  publicKeyPem: string;
  fingerprint: string;
}

/**
 * The Ed25519 key that signs heads: one file, mode 0600, outside the database folder. Made on first use; two processes
 * that start at once end with the same key. A file that others can read is refused.
 */
export async function loadOrCreateSigningKey(path: string): Promise<SigningKey> {
  const existing = await readKey(path);
  if (existing) return existing;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  const temporary = `${path}.${randomUUID()}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await handle.sync();
  } finally {
    await handle.close();
  }
  // link() fails when the name exists: the first process wins, and nobody's key is replaced.
  await link(temporary, path).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code !== 'EEXIST') throw thrown;
  });
  await rm(temporary);
  const made = await readKey(path);
  if (!made) throw new AppError({ code: 'system.unexpected', message: 'The signing key could not be written.' });
  return made;
}

async function readKey(path: string): Promise<SigningKey | null> {
  const facts = await stat(path).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return null;
    throw thrown;
  });
  if (!facts) return null;
  refuseOpenFile(path, facts.mode);
  return keyOf(await readFile(path, 'utf8'));
}

/** For a process that has the key and sees that its file changed. */
export function loadSigningKeySync(path: string): SigningKey {
  refuseOpenFile(path, statSync(path).mode);
  return keyOf(readFileSync(path, 'utf8'));
}

function refuseOpenFile(path: string, mode: number): void {
  if ((mode & 0o077) !== 0)
    throw new AppError({
      code: 'system.unavailable',
      message: `The signing key ${path} can be read by other users. Run: chmod 600 ${path}`,
    });
}

function keyOf(privateKeyPem: string): SigningKey {
  const publicKey = createPublicKey(privateKeyPem);
  return {
    privateKeyPem,
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    fingerprint: keyFingerprint(publicKey),
  };
}
