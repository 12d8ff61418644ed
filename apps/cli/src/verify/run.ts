import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { AppError, toJsonText, visibleText } from '@virga/domain';
import { type PathVerdict, readCertificates, readHeadsFile, verifyPath } from '@virga/evidence-store/verify';
import { describeVerdict } from './describe-verdict.ts';

export const usage = `virga verify PATH [--head FILE] [--fingerprint HEX] [--tsa-ca FILE] [--json]

PATH is an export (the .tar itself, which is read in place, or its folder), the evidence folder, or one case's folder in it.
Needs no server and no network. Heads in PATH.heads, if there is such a file, are compared too.
  --head FILE        a signed head that you kept yourself (one JSON object, or one per line)
  --fingerprint HEX  believe only heads signed by this key (printed in every report)
  --tsa-ca FILE      believe time-stamps only of authorities that lead to these certificates (PEM)
  --json             one JSON object instead of text
Answers: intact · altered at entry N · cut after N · rewritten since T · only self-consistent · altered (evidence or files).
Exit 0: intact; 1: something is wrong; 2: wrong usage; 3: only self-consistent (no signed head vouches for it).`;

/** `virga verify`: answers intact · altered at entry N · cut after N · rewritten since T · only self-consistent. */
export async function run(argv: string[]): Promise<number> {
  const parsed = parse(argv);
  if (!parsed) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  try {
    const trustedHeads = parsed.head === null ? [] : await readHeads(parsed.head);
    const timeStampRoots = parsed.authority === null ? null : await readRoots(parsed.authority);
    const { path, fingerprint } = parsed;
    const verdict = await verifyPath(path, { trustedHeads, fingerprint, timeStampRoots });
    process.stdout.write(parsed.json ? `${toJsonText(verdict)}\n` : describeVerdict(verdict));
    return exitCode(verdict);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    process.stderr.write(`${visibleText(thrown.message)}\n`);
    return 2;
  }
}

function parse(argv: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        head: { type: 'string' },
        fingerprint: { type: 'string' },
        'tsa-ca': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const [path] = positionals;
    const fingerprint = values.fingerprint?.toLowerCase().replaceAll(':', '') ?? null;
    if (path === undefined || positionals.length !== 1) return null;
    if (fingerprint !== null && !/^[0-9a-f]{64}$/.test(fingerprint)) return null;
    return { path, head: values.head ?? null, fingerprint, authority: values['tsa-ca'] ?? null, json: values.json };
  } catch {
    return null;
  }
}

async function readHeads(path: string) {
  const heads = await readHeadsFile(path);
  if (!heads || heads.values.length === 0 || heads.faults.length > 0)
    throw new AppError({
      code: 'request.invalid',
      message: `${path} does not hold signed heads, one JSON object per line.`,
    });
  return heads.values;
}

async function readRoots(path: string): Promise<string> {
  const pem = await readFile(path, 'utf8').catch(() => '');
  try {
    readCertificates(pem);
    return pem;
  } catch {
    throw new AppError({ code: 'request.invalid', message: `${path} does not hold certificates in PEM form.` });
  }
}

function exitCode({ verdict }: PathVerdict): number {
  if (verdict === 'intact') return 0;
  return verdict === 'only self-consistent' ? 3 : 1;
}
