import { AppError } from '@virga/domain';
import sodium from 'libsodium-wrappers';
import { z } from 'zod';
import { type Keyring, type SealingKey, sealingKeyOf } from './keyring.ts';

/** What a sealed secret is bound to: moved to another account or field, it does not open. */
export interface SecretBinding {
  accountId: string;
  /** For example `aws.secretAccessKey`. */
  field: string;
}

const boundSchema = z.object({ accountId: z.string(), field: z.string(), keyId: z.string(), secret: z.string() });
const textPattern = /^sealed1\.([0-9a-f]{16})\.([A-Za-z0-9_-]+)$/;

/**
 * Seals with the public key alone (libsodium `crypto_box_seal`, X25519 and XSalsa20-Poly1305): who seals cannot open.
 * The text `sealed1.<keyId>.<base64url>` is what the database keeps.
 */
export async function sealSecret(key: SealingKey, binding: SecretBinding, secret: string): Promise<string> {
  await sodium.ready;
  const { accountId, field } = binding;
  const message = JSON.stringify({ accountId, field, keyId: key.keyId, secret });
  const box = sodium.crypto_box_seal(Buffer.from(message, 'utf8'), Buffer.from(key.publicKey, 'base64'));
  return `sealed1.${key.keyId}.${Buffer.from(box).toString('base64url')}`;
}

/** Throws `system.unavailable` when the key is missing, the text was altered, or it belongs to another account or field. */
export async function openSecret(keyring: Keyring, binding: SecretBinding, text: string): Promise<string> {
  await sodium.ready;
  const [, keyId, box] = textPattern.exec(text) ?? [];
  if (keyId === undefined || box === undefined) throw unopened('it is not a sealed secret');
  const key = keyring.keys.find((candidate) => candidate.keyId === keyId);
  if (!key) throw unopened(`key ${keyId} is not in the keyring`);
  const bound = boundSchema.safeParse(openBox(box, key.publicKey, key.privateKey));
  if (!bound.success) throw unopened('its contents are not what was sealed');
  const { accountId, field, secret } = bound.data;
  if (accountId !== binding.accountId || field !== binding.field || bound.data.keyId !== keyId)
    throw unopened('it was sealed for another account or field');
  return secret;
}

/** The same secret under the newest key; null when it has that key already. */
export async function resealSecret(keyring: Keyring, binding: SecretBinding, text: string): Promise<string | null> {
  const newest = sealingKeyOf(keyring);
  if (textPattern.exec(text)?.[1] === newest.keyId) return null;
  return sealSecret(newest, binding, await openSecret(keyring, binding, text));
}

function openBox(box: string, publicKey: string, privateKey: string): unknown {
  try {
    const bytes = sodium.crypto_box_seal_open(
      Buffer.from(box, 'base64url'),
      Buffer.from(publicKey, 'base64'),
      Buffer.from(privateKey, 'base64'),
    );
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    // libsodium's own error says nothing more than "incorrect key pair": it never reaches a log with the text.
    return null;
  }
}

function unopened(why: string): AppError {
  return new AppError({
    code: 'system.unavailable',
    message: 'A stored secret of this account cannot be opened. Enter it again in the account settings.',
    detail: `sealed secret refused: ${why}`,
  });
}
