import { z } from 'zod';

/** Public half: all that a process needs which seals secrets and must not open them. */
export interface SealingKey {
  keyId: string;
  /** X25519 public key, base64. */
  publicKey: string;
}

export const sealingKeySchema = z.object({
  format: z.literal('virga-sealing-key/1'),
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  publicKey: z.string(),
});

export const keyringSchema = z.object({
  format: z.literal('virga-keyring/1'),
  /** Newest first: the first one seals, every one opens. */
  keys: z
    .array(z.object({ keyId: z.string().regex(/^[0-9a-f]{16}$/), publicKey: z.string(), privateKey: z.string() }))
    .min(1),
});

/** Private half, for the worker's `collect` role only. Never in the database, an export or a backup. */
export type Keyring = z.infer<typeof keyringSchema>;

export function sealingKeyOf(keyring: Keyring): SealingKey {
  const [newest] = keyring.keys;
  if (!newest) throw new TypeError('an empty keyring');
  return { keyId: newest.keyId, publicKey: newest.publicKey };
}
