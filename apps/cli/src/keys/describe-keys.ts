import { createPublicKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyFingerprint } from '@virga/evidence-store';
import { virgaHome } from '@virga/runtime';
import { readKeyring } from '@virga/runtime/secrets';

/** Names and fingerprints, made from the files here; no database is asked and no private half is printed. */
export async function describeKeys(): Promise<string> {
  const folder = join(virgaHome(), 'keys');
  const keyring = await readKeyring(folder);
  const pem = await readFile(join(folder, 'custody-ed25519.pem'), 'utf8').catch(() => null);
  const lines = [`Keys of ${folder}`];
  for (const [index, key] of (keyring?.keys ?? []).entries())
    lines.push(
      `  sealing   ${key.keyId}  ${index === 0 ? 'seals and opens' : 'opens only, until the rotation is finished'}`,
    );
  if (!keyring) lines.push('  sealing   none yet: the first start makes it');
  lines.push(
    pem === null
      ? '  custody   none yet: the collect worker makes it'
      : `  custody   ${keyFingerprint(createPublicKey(pem))}  signs heads (Ed25519)`,
  );
  return `${lines.join('\n')}\n`;
}
