import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AppError } from '@virga/domain';
import type { SignedHead } from '../custody/signed-head.ts';
import { verifyBagFiles } from './verify-bag.ts';
import { type CaseVerdict, verifyCaseFolder } from './verify-evidence-folder.ts';

export interface VerifyOptions {
  /** Heads kept by the reader: believed as they are. */
  trustedHeads?: SignedHead[];
  /** Believe only heads signed by the key of this fingerprint. */
  fingerprint?: string | null;
}

export interface PathVerdict {
  kind: 'bag' | 'evidence folder';
  place: string;
  /** `intact`, `altered at entry N`, `cut after N`, `rewritten since T`, `only self-consistent`, or `altered`. */
  verdict: string;
  /** Faults of the bag's own files. */
  problems: string[];
  cases: CaseVerdict[];
}

/** Checks a bag, an evidence store's folder, or one case's folder in it. Reads files only; needs neither server nor key. */
export async function verifyPath(path: string, options: VerifyOptions = {}): Promise<PathVerdict> {
  const place = resolve(path);
  if (!(await stat(place).catch(() => null))?.isDirectory())
    throw new AppError({ code: 'request.invalid', message: `There is no folder ${place}.` });
  const isBag = (await stat(join(place, 'bagit.txt')).catch(() => null)) !== null;
  const problems = isBag ? await verifyBagFiles(place) : [];
  const found = isBag ? await casesBelow(join(place, 'data', 'evidence')) : await findCases(place);
  const proofs = {
    trustedHeads: options.trustedHeads ?? [],
    fingerprint: options.fingerprint ?? null,
    mayLackItems: isBag,
  };
  const cases: CaseVerdict[] = [];
  for (const { root, caseId } of found) cases.push(await verifyCaseFolder(root, caseId, proofs));
  if (cases.length === 0)
    problems.push(isBag ? 'The bag holds no case under data/evidence.' : 'There is no sealed evidence in this folder.');
  return { kind: isBag ? 'bag' : 'evidence folder', place, verdict: summarise(problems, cases), problems, cases };
}

interface FoundCase {
  root: string;
  caseId: string;
}

/** The folder may be the store itself or one case in it. */
async function findCases(place: string): Promise<FoundCase[]> {
  const names = new Set(await readdir(place));
  const children = await readdir(place, { withFileTypes: true });
  const hasItem = await Promise.all(
    children.map(async (child) => child.isDirectory() && (await isFile(join(place, child.name, 'manifest.json')))),
  );
  if (names.has('custody.jsonl') || names.has('heads.jsonl') || hasItem.includes(true))
    return [{ root: dirname(place), caseId: basename(place) }];
  return casesBelow(place);
}

async function casesBelow(root: string): Promise<FoundCase[]> {
  const children = await readdir(root, { withFileTypes: true }).catch(() => []);
  const folders = children.filter((child) => child.isDirectory() && /^[A-Za-z0-9_-]{1,80}$/.test(child.name));
  return folders.map(({ name }) => ({ root, caseId: name })).sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}

/** The chain's own word first, because it says most; then altered bytes; then the least that any case could show. */
function summarise(problems: string[], cases: CaseVerdict[]): string {
  const chains = cases.map(({ chain }) => chain);
  const broken = chains.find((chain) => chain && chain.state !== 'intact' && chain.state !== 'only self-consistent');
  if (broken) return broken.verdict;
  const isAltered = cases.some((verdict) => verdict.problems.length > 0 || verdict.items.some(({ ok }) => !ok));
  if (isAltered || problems.length > 0) return 'altered';
  return chains.every((chain) => chain?.state === 'intact') ? 'intact' : 'only self-consistent';
}
