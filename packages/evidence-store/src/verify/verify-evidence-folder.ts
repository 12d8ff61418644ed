import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CustodyEntry } from '@virga/domain';
import { keyFingerprint } from '../custody/sign-head.ts';
import type { SignedHead } from '../custody/signed-head.ts';
import { type ChainVerdict, verifyChain } from '../custody/verify-chain.ts';
import { folderSource } from '../folder/folder-source.ts';
import { ItemReader } from '../read/item-reader.ts';
import { readCustodyFile, readHeadsFile } from './read-lines.ts';
import { type ItemVerdict, verifyItem } from './verify-item.ts';

export interface CaseVerdict {
  caseId: string;
  /** Null when no custody entries stand beside the evidence. */
  chain: ChainVerdict | null;
  items: ({ evidenceId: string } & ItemVerdict)[];
  /** Fingerprints of the keys that stand beside the evidence. */
  keyFingerprints: string[];
  /** What is wrong. */
  problems: string[];
  /** What was noticed without being wrong. */
  remarks: string[];
}

export interface Proofs {
  trustedHeads: SignedHead[];
  /** When given, only heads signed by this key are believed. */
  fingerprint: string | null;
  /** True for an export, which may hold a part of the case's items. */
  mayLackItems: boolean;
}

/** Checks one case folder of an evidence store: every item's bytes, the chain, and that the chain vouches for the items. */
export async function verifyCaseFolder(root: string, caseId: string, proofs: Proofs): Promise<CaseVerdict> {
  const folder = join(root, caseId);
  const names = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const custody = await readCustodyFile(join(folder, 'custody.jsonl'));
  const heads = await readHeadsFile(join(folder, 'heads.jsonl'));
  const keys = await readKeys(
    folder,
    names.map(({ name }) => name),
  );
  const believed = keys.filter((pem) => proofs.fingerprint === null || keyFingerprint(pem) === proofs.fingerprint);
  const verdict: CaseVerdict = {
    caseId,
    chain: custody
      ? verifyChain(custody.values, {
          heads: heads?.values ?? [],
          publicKeys: believed,
          trustedHeads: proofs.trustedHeads,
        })
      : null,
    items: [],
    keyFingerprints: keys.map((pem) => keyFingerprint(pem)),
    problems: [...(custody?.faults ?? []), ...(heads?.faults ?? [])],
    remarks: [],
  };
  for (const entry of names.filter((name) => name.isDirectory())) {
    if (entry.name.includes('.part-')) verdict.remarks.push(`${entry.name} is not sealed yet and was not checked.`);
    else await checkItem(root, entry.name, custody?.values ?? null, verdict);
  }
  if (custody) checkMissing(custody.values, proofs, verdict);
  return verdict;
}

async function readKeys(folder: string, names: string[]): Promise<string[]> {
  const pems = names.filter((name) => /^signing-key-[0-9a-f]{16}\.pem$/.test(name));
  const texts = await Promise.all(pems.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.filter((text) => {
    try {
      return keyFingerprint(text) !== '';
    } catch {
      return false;
    }
  });
}

async function checkItem(root: string, evidenceId: string, entries: CustodyEntry[] | null, verdict: CaseVerdict) {
  const ref = { caseId: verdict.caseId, evidenceId };
  const source = folderSource(root);
  const sealed = await new ItemReader(source)
    .readManifest(ref)
    .catch((thrown: unknown) => String((thrown as Error).message));
  if (sealed === null || typeof sealed === 'string') {
    const sentence = sealed ?? 'manifest.json is missing.';
    const problem = { kind: 'manifest', file: 'manifest.json', offset: null, length: null, sentence } as const;
    verdict.items.push({ evidenceId, ok: false, sha256: null, problems: [problem] });
    return;
  }
  verdict.items.push({ evidenceId, ...(await verifyItem(source, ref, sealed.manifest)) });
  if (!entries) return;
  const vouching = entries.filter((entry) => entry.what === 'evidence sealed' && entry.evidenceId === evidenceId);
  if (vouching.length === 0) verdict.problems.push(`No custody entry says that item ${evidenceId} was sealed.`);
  else if (!vouching.some((entry) => entry.hash === sealed.manifestSha256))
    verdict.problems.push(
      `Item ${evidenceId}: its manifest has the hash ${sealed.manifestSha256}; entry ${vouching[0]?.number} vouches for ${vouching[0]?.hash}.`,
    );
}

function checkMissing(entries: CustodyEntry[], proofs: Proofs, verdict: CaseVerdict): void {
  const present = new Set(verdict.items.map(({ evidenceId }) => evidenceId));
  for (const entry of entries) {
    if (entry.what !== 'evidence sealed' || entry.evidenceId === null || present.has(entry.evidenceId)) continue;
    const sentence = `Item ${entry.evidenceId}, sealed by entry ${entry.number}, is not here.`;
    (proofs.mayLackItems ? verdict.remarks : verdict.problems).push(sentence);
  }
}
