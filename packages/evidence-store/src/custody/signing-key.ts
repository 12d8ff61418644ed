import { createPublicKey, generateKeyPairSync } from 'node:crypto';
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
  const temporary = `${path}.${process.pid}.${Date.now()}`;
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
  if ((facts.mode & 0o077) !== 0)
    throw new AppError({
      code: 'system.unavailable',
      message: `The signing key ${path} can be read by other users. Run: chmod 600 ${path}`,
    });
  const privateKeyPem = await readFile(path, 'utf8');
  const publicKey = createPublicKey(privateKeyPem);
  return {
    privateKeyPem,
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }) as string,
    fingerprint: keyFingerprint(publicKey),
  };
}
