import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { AppError } from '@virga/domain';
import type { SignedHead } from '../custody/signed-head.ts';
import type { FileTree } from './file-tree.ts';
import { folderTree } from './folder-tree.ts';
import { headLines } from './read-lines.ts';
import { tarTree } from './tar-tree.ts';
import { verifyBagFiles } from './verify-bag.ts';
import { type CasePlace, type CaseVerdict, verifyCase } from './verify-case.ts';

export interface VerifyOptions {
  /** Heads kept by the reader: believed as they are. */
  trustedHeads?: SignedHead[];
  /** Believe only heads signed by the key of this fingerprint. */
  fingerprint?: string | null;
  /** PEM of the certificates that may vouch for a time-stamp authority. */
  timeStampRoots?: string | null;
}

export interface PathVerdict {
  kind: 'bag' | 'evidence folder';
  place: string;
  /** `intact`, `altered at entry N`, `cut after N`, `rewritten since T`, `only self-consistent`, or `altered`. */
  verdict: string;
  /** Faults of the bag's own files. */
  problems: string[];
  /** What else was used or noticed. */
  remarks: string[];
  cases: CaseVerdict[];
}

const caseName = /^[A-Za-z0-9_-]{1,80}$/;

/** Checks an export (folder or `.tar`), an evidence store's folder, or one case's folder in it. Reads files only, unpacks nothing. */
export async function verifyPath(path: string, options: VerifyOptions = {}): Promise<PathVerdict> {
  const place = resolve(path);
  const facts = await stat(place).catch(() => null);
  if (!facts?.isDirectory() && !facts?.isFile())
    throw new AppError({ code: 'request.invalid', message: `There is no folder or archive ${place}.` });
  const tree = facts.isFile() ? await tarTree(place) : await folderTree(place);
  try {
    return await verifyTree(tree, place, facts.isFile(), options);
  } finally {
    await tree.close();
  }
}

async function verifyTree(tree: FileTree, place: string, isArchive: boolean, options: VerifyOptions) {
  const isBag = isArchive || tree.files.has('bagit.txt');
  const problems = [...tree.problems, ...(isBag ? await verifyBagFiles(tree) : [])];
  const found = isBag ? casesBelow(tree, 'data/evidence/') : await findCases(tree, place);
  const beside = await headsBeside(place);
  const proofs = {
    trustedHeads: options.trustedHeads ?? [],
    witnessHeads: beside?.values ?? [],
    fingerprint: options.fingerprint ?? null,
    timeStampRoots: options.timeStampRoots ?? null,
    mayLackItems: isBag,
  };
  const cases: CaseVerdict[] = [];
  for (const one of found) cases.push(await verifyCase(one, proofs));
  if (cases.length === 0)
    problems.push(isBag ? 'The bag holds no case under data/evidence.' : 'There is no sealed evidence in this folder.');
  const remarks = beside ? [`Compared with the earlier heads in ${place}.heads, too.`, ...beside.faults] : [];
  const verdict = summarise(problems, cases);
  return { kind: isBag ? ('bag' as const) : ('evidence folder' as const), place, verdict, problems, remarks, cases };
}

/** Heads that someone put beside the place under its own name: `export.tar.heads`. */
async function headsBeside(place: string) {
  const path = `${place}.heads`;
  const bytes = await readFile(path).catch(() => null);
  return bytes && headLines(path, bytes);
}

/** The folder may be the store itself or one case in it. */
async function findCases(tree: FileTree, place: string): Promise<CasePlace[]> {
  const names = await readdir(place);
  const isCase =
    names.includes('custody.jsonl') ||
    names.includes('heads.jsonl') ||
    [...tree.files.keys()].some((path) => /^[^/]+\/manifest\.json$/.test(path));
  return isCase ? [{ tree, base: '', caseId: basename(place) }] : casesBelow(tree, '');
}

function casesBelow(tree: FileTree, root: string): CasePlace[] {
  const inside = [...tree.files.keys()].filter((path) => path.startsWith(root)).map((path) => path.slice(root.length));
  const names = new Set(inside.filter((path) => path.includes('/')).map((path) => path.split('/')[0]!));
  const cases = [...names].filter((name) => caseName.test(name)).sort();
  return cases.map((caseId) => ({ tree, base: `${root}${caseId}/`, caseId }));
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
