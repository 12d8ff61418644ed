import { createPrivateKey, sign } from 'node:crypto';
import { statSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { canonicalize } from './canonical-json.ts';
import { loadOrCreateSigningKey, loadSigningKeySync, type SigningKey } from './signing-key.ts';

const nextOf = (path: string) => `${path}.next`;

/** The key that follows the one in `path`: made once, so that a change that was cut goes on with the same one. */
export function nextSigningKey(path: string): Promise<SigningKey> {
  return loadOrCreateSigningKey(nextOf(path));
}

/** Puts the next key in the place of the old one, whose private half is gone with it. */
export async function finishKeyChange(path: string): Promise<void> {
  await rename(nextOf(path), path);
}

/** What the custody entry of a key change says: the old key vouches for the new one, so that nobody else can name one. */
export function endorseKey(caseId: string, old: SigningKey, next: SigningKey) {
  const statement = { caseId, from: old.fingerprint, to: next.fingerprint };
  const endorsement = sign(null, Buffer.from(canonicalize(statement)), createPrivateKey(old.privateKeyPem));
  return {
    ...statement,
    oldPublicKey: old.publicKeyPem,
    newPublicKey: next.publicKeyPem,
    endorsement: endorsement.toString('base64'),
  };
}

/** The key of the file as it is now: a change reaches processes that run. */
export async function followSigningKey(path: string): Promise<() => SigningKey> {
  let key = await loadOrCreateSigningKey(path);
  let seen = markOf(path);
  return () => {
    const mark = markOf(path);
    if (mark !== seen) {
      key = loadSigningKeySync(path);
      seen = mark;
    }
    return key;
  };
}

function markOf(path: string): string {
  const { ino, mtimeNs } = statSync(path, { bigint: true });
  return `${ino} ${mtimeNs}`;
}
