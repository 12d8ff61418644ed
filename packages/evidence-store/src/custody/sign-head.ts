import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { type CustodyEntry, formatTime, nowMicros } from '@virga/domain';
import { canonicalize } from './canonical-json.ts';
import type { SignedHead } from './signed-head.ts';

/** Signs the newest entry of a chain. `privateKeyPem` is PKCS 8; see `loadOrCreateSigningKey`. */
export function signHead(entry: CustodyEntry, privateKeyPem: string, atMicros: bigint = nowMicros()): SignedHead {
  const privateKey = createPrivateKey(privateKeyPem);
  const unsigned = {
    caseId: entry.caseId,
    number: entry.number,
    entryHash: entry.entryHash,
    at: formatTime(atMicros),
    keyFingerprint: keyFingerprint(createPublicKey(privateKey)),
  };
  return { ...unsigned, signature: sign(null, Buffer.from(canonicalize(unsigned)), privateKey).toString('base64') };
}

/** True when the head carries a valid signature of exactly this key. Text that is no Ed25519 public key makes it false. */
export function verifyHead(head: SignedHead, publicKeyPem: string): boolean {
  const publicKey = readPublicKey(publicKeyPem);
  if (publicKey?.asymmetricKeyType !== 'ed25519') return false;
  if (keyFingerprint(publicKey) !== head.keyFingerprint) return false;
  return verify(null, Buffer.from(headText(head)), publicKey, Buffer.from(head.signature, 'base64'));
}

function readPublicKey(pem: string): KeyObject | null {
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}

/** The bytes that the signature is over. */
export function headText(head: SignedHead): string {
  const { signature: _, ...unsigned } = head;
  return canonicalize(unsigned);
}

/** SHA-256 hex of the SubjectPublicKeyInfo in DER: `openssl pkey -pubin -outform DER | sha256sum` prints the same. */
export function keyFingerprint(publicKey: KeyObject | string): string {
  const key = typeof publicKey === 'string' ? createPublicKey(publicKey) : publicKey;
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}
