import type { CustodyEntry } from '@virga/domain';
import { sha256Hex } from '@virga/domain/ids';
import { canonicalize } from '../custody/canonical-json.ts';
import { keyFingerprint } from '../custody/sign-head.ts';
import { type SignedHead, signedHeadSchema } from '../custody/signed-head.ts';
import { checkedId } from '../item/item-path.ts';
import { type HeadAnchor, headAnchorSchema } from '../timestamp/head-anchor.ts';
import { getBytes, listKeys, putOnce, type S3Place } from './s3-objects.ts';

/** Heads, keys and custody entries of a case in S3, which cannot append: one object each, never written twice. */
export class S3Records {
  readonly #s3: S3Place;

  constructor(s3: S3Place) {
    this.#s3 = s3;
  }

  async appendHead(head: SignedHead, publicKeyPem: string): Promise<void> {
    const folder = checkedId(head.caseId);
    await this.#put(`${folder}/signing-keys/${keyFingerprint(publicKeyPem).slice(0, 16)}.pem`, publicKeyPem);
    const text = canonicalize(head);
    await this.#put(`${folder}/heads/${padded(head.number)}-${sha256Hex(text).slice(0, 16)}.json`, text);
  }

  async readHeads(caseId: string): Promise<{ heads: SignedHead[]; publicKeys: string[] }> {
    const heads = await this.#readAll(`${checkedId(caseId)}/heads/`);
    const publicKeys = await this.#readAll(`${checkedId(caseId)}/signing-keys/`);
    return { heads: heads.map((text) => signedHeadSchema.parse(JSON.parse(text))), publicKeys };
  }

  async appendAnchor(anchor: HeadAnchor): Promise<void> {
    const text = canonicalize(anchor);
    const name = `${padded(anchor.number)}-${sha256Hex(text).slice(0, 16)}.json`;
    await this.#put(`${checkedId(anchor.caseId)}/anchors/${name}`, text);
  }

  async readAnchors(caseId: string): Promise<HeadAnchor[]> {
    const texts = await this.#readAll(`${checkedId(caseId)}/anchors/`);
    return texts.map((text) => headAnchorSchema.parse(JSON.parse(text)));
  }

  async appendCustody(caseId: string, entries: readonly CustodyEntry[]): Promise<void> {
    for (const entry of entries)
      await this.#put(`${checkedId(caseId)}/custody/${padded(entry.number)}.json`, canonicalize(entry));
  }

  async readCustody(caseId: string): Promise<CustodyEntry[]> {
    const texts = await this.#readAll(`${checkedId(caseId)}/custody/`);
    return texts.map((text) => JSON.parse(text) as CustodyEntry);
  }

  async #put(key: string, text: string): Promise<void> {
    await putOnce(this.#s3, key, Buffer.from(text), sha256Hex(text));
  }

  async #readAll(prefix: string): Promise<string[]> {
    const texts: string[] = [];
    for await (const { key } of listKeys(this.#s3, prefix)) {
      const bytes = await getBytes(this.#s3, key);
      if (bytes) texts.push(Buffer.from(bytes).toString('utf8'));
    }
    return texts;
  }
}

function padded(number: number): string {
  return String(number).padStart(9, '0');
}
