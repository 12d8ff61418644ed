import type { CustodyEntry } from '@virga/domain';
import { keyFingerprint } from '../custody/sign-head.ts';
import type { SignedHead } from '../custody/signed-head.ts';
import { type ChainVerdict, verifyChain } from '../custody/verify-chain.ts';
import { ItemReader } from '../read/item-reader.ts';
import { type FileTree, readWhole, treeSource } from './file-tree.ts';
import { anchorLines, custodyLines, headLines, type Lines } from './read-lines.ts';
import { type AnchorVerdict, verifyAnchors } from './verify-anchors.ts';
import { type ItemVerdict, verifyItem } from './verify-item.ts';

export interface CaseVerdict {
  caseId: string;
  /** Null when no custody entries stand beside the evidence. */
  chain: ChainVerdict | null;
  items: ({ evidenceId: string } & ItemVerdict)[];
  /** Stamps of outside authorities over the heads. */
  anchors: AnchorVerdict[];
  /** Fingerprints of the keys that stand beside the evidence. */
  keyFingerprints: string[];
  /** What is wrong. */
  problems: string[];
  /** What was noticed without being wrong. */
  remarks: string[];
}

export interface Proofs {
  trustedHeads: SignedHead[];
  /** Found beside the place: they may contradict the chain, and vouch for nothing without a known signature. */
  witnessHeads: SignedHead[];
  /** When given, only heads signed by this key are believed. */
  fingerprint: string | null;
  /** PEM of the certificates that may vouch for a time-stamp authority, brought by the reader. */
  timeStampRoots: string | null;
  /** True for an export, which may hold a part of the case's items. */
  mayLackItems: boolean;
}

export interface CasePlace {
  tree: FileTree;
  /** `data/evidence/<caseId>/`, `<caseId>/`, or '' for the case's own folder. */
  base: string;
  caseId: string;
}

/** Checks one case of an evidence store or export: every item's bytes, the chain, and that the chain vouches for the items. */
export async function verifyCase(place: CasePlace, proofs: Proofs): Promise<CaseVerdict> {
  const { caseId } = place;
  const custody = await linesOf(place, 'custody.jsonl', custodyLines);
  const heads = await linesOf(place, 'heads.jsonl', headLines);
  const stamps = await linesOf(place, 'anchors.jsonl', anchorLines);
  const keys = await readKeys(place);
  const believed = keys.filter((pem) => proofs.fingerprint === null || keyFingerprint(pem) === proofs.fingerprint);
  const { trustedHeads, witnessHeads } = proofs;
  const known = { heads: heads?.values ?? [], publicKeys: believed, trustedHeads, witnessHeads };
  const anchors = verifyAnchors([...known.heads, ...trustedHeads], stamps?.values ?? [], proofs.timeStampRoots);
  const verdict: CaseVerdict = {
    caseId,
    chain: custody ? verifyChain(custody.values, known) : null,
    items: [],
    anchors,
    keyFingerprints: keys.map((pem) => keyFingerprint(pem)),
    problems: [custody, heads, stamps].flatMap((lines) => lines?.faults ?? []),
    remarks: [],
  };
  verdict.problems.push(...anchors.filter(({ ok }) => !ok).map(({ sentence }) => sentence));
  for (const name of itemNames(place)) {
    if (name.includes('.part-')) verdict.remarks.push(`${name} is not sealed yet and was not checked.`);
    else await checkItem(place, name, custody?.values ?? null, verdict);
  }
  if (custody) checkMissing(custody.values, proofs, verdict);
  return verdict;
}

async function linesOf<T>(place: CasePlace, name: string, read: (path: string, bytes: Uint8Array) => Lines<T>) {
  const bytes = await readWhole(place.tree, place.base + name);
  return bytes && read(place.base + name, bytes);
}

function itemNames({ tree, base }: CasePlace): string[] {
  const inside = [...tree.files.keys()].filter((path) => path.startsWith(base)).map((path) => path.slice(base.length));
  return [...new Set(inside.filter((path) => path.includes('/')).map((path) => path.split('/')[0]!))].sort();
}

async function readKeys({ tree, base }: CasePlace): Promise<string[]> {
  const paths = [...tree.files.keys()].filter(
    (path) => path.startsWith(base) && /^signing-key-[0-9a-f]{16}\.pem$/.test(path.slice(base.length)),
  );
  const texts = await Promise.all(paths.sort().map((path) => readWhole(tree, path)));
  return texts
    .map((bytes) => Buffer.from(bytes ?? []).toString('utf8'))
    .filter((text) => {
      try {
        return keyFingerprint(text) !== '';
      } catch {
        return false;
      }
    });
}

async function checkItem(place: CasePlace, evidenceId: string, entries: CustodyEntry[] | null, verdict: CaseVerdict) {
  const ref = { caseId: verdict.caseId, evidenceId };
  const source = treeSource(place.tree, place.base);
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
