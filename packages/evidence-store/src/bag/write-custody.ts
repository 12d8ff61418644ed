import { createHash, X509Certificate } from 'node:crypto';
import { canonicalize } from '../custody/canonical-json.ts';
import { canonicalEntry } from '../custody/custody-entry.ts';
import { headText, keyFingerprint } from '../custody/sign-head.ts';
import { checkedId } from '../item/item-path.ts';
import { headHash } from '../timestamp/head-anchor.ts';
import type { BagRequest } from './export-bag.ts';

type Write = (path: string, content: string | Uint8Array) => Promise<unknown>;

/**
 * The chain, its heads, their stamps and keys twice: as lines for `virga verify`, and as one file each, in the very bytes
 * that were hashed, signed and stamped, for `sha256sum` and `openssl`.
 */
export async function writeCustody(write: Write, request: BagRequest): Promise<void> {
  const { caseId, custody, heads, anchors = [], publicKeys } = request;
  const folder = `data/evidence/${checkedId(caseId)}`;
  for (const entry of custody) await write(`data/custody/entries/${padded(entry.number)}.json`, canonicalEntry(entry));
  for (const [index, head] of heads.entries()) {
    const name = `data/custody/heads/${padded(head.number)}-${padded(index + 1)}`;
    await write(`${name}.json`, headText(head));
    await write(`${name}.sig`, Buffer.from(head.signature, 'base64'));
    const stamp = anchors.find((anchor) => anchor.headHash === headHash(head));
    if (stamp) await write(`${name}.tsr`, Buffer.from(stamp.response, 'base64'));
  }
  for (const pem of new Set(anchors.map(({ root }) => root)))
    await write(`data/custody/authorities/${certificateFingerprint(pem).slice(0, 16)}.pem`, pem);
  for (const pem of publicKeys) await write(`${folder}/signing-key-${keyFingerprint(pem).slice(0, 16)}.pem`, pem);
  await write(`${folder}/custody.jsonl`, custody.map((entry) => `${canonicalize(entry)}\n`).join(''));
  await write(`${folder}/heads.jsonl`, heads.map((head) => `${canonicalize(head)}\n`).join(''));
  if (anchors.length > 0)
    await write(`${folder}/anchors.jsonl`, anchors.map((anchor) => `${canonicalize(anchor)}\n`).join(''));
}

/** SHA-256 of the certificate's DER: `openssl x509 -outform DER | sha256sum` prints the same. */
export function certificateFingerprint(pem: string): string {
  return createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
}

function padded(number: number): string {
  return String(number).padStart(6, '0');
}
