import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { root, run } from './repository.ts';

const lineSchema = z.union([
  z.string(),
  z.strictObject({ line: z.string(), later: z.number().int().optional(), open: z.string().optional() }),
]);
const listSchema = z.strictObject({
  forensics: z.record(z.string(), lineSchema),
  security: z.record(z.string(), lineSchema),
});

export interface DesignLine {
  name: string;
  line: string;
  /** Number of the issue in which the line becomes due. */
  later?: number | undefined;
  /** Why it is not shown although it is due. */
  open?: string | undefined;
}

export interface LineFindings {
  /** Due, said to be shown, and no test carries its name. */
  untested: DesignLine[];
  open: DesignLine[];
  later: DesignLine[];
  /** Said to be open although a test carries its name: one of the two is not true. */
  stale: DesignLine[];
  /** `name in file`: a test or document names a line that is not in the list. */
  unknown: string[];
  tests: Map<string, string[]>;
}

export function readDesignLines(text: string): DesignLine[] {
  const { forensics, security } = listSchema.parse(parse(text));
  return Object.entries({ ...forensics, ...security }).map(([name, value]) =>
    typeof value === 'string' ? { name, line: value } : { name, ...value },
  );
}

const tag = /\[([FS]\d+\.[a-z0-9-]+)\]/g;
/** A name counts where it stands in the title of a suite or test, not in a comment: behind `test(`, or behind `each(…)(`. */
const title =
  /(?:\b(?:describe|it|test)(?:\.\w+)*|\))\(\s*(?:'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|"((?:[^"\\\n]|\\.)*)")/g;

/** Names of lines in the titles of one test file. */
export function linesNamedIn(source: string): string[] {
  const names: string[] = [];
  for (const [, single, template, double] of source.matchAll(title))
    for (const [, name] of (single ?? template ?? double ?? '').matchAll(tag)) names.push(name!);
  return [...new Set(names)];
}

/** Holds the list against the titles of all tests, and the documents' mentions against the list. */
export function judgeLines(
  lines: readonly DesignLine[],
  testFiles: ReadonlyMap<string, string>,
  documents: ReadonlyMap<string, string> = new Map(),
): LineFindings {
  const tests = new Map<string, string[]>();
  for (const [path, source] of testFiles)
    for (const name of linesNamedIn(source)) tests.set(name, [...(tests.get(name) ?? []), path]);
  const known = new Set(lines.map((line) => line.name));
  const unknown: string[] = [];
  for (const [name, paths] of tests) if (!known.has(name)) unknown.push(`${name} in ${paths.join(', ')}`);
  for (const [path, text] of documents)
    for (const [, name] of text.matchAll(tag)) if (!known.has(name!)) unknown.push(`${name} in ${path}`);
  return {
    untested: lines.filter((line) => !line.later && !line.open && !tests.has(line.name)),
    open: lines.filter((line) => line.open && !tests.has(line.name)),
    later: lines.filter((line) => line.later),
    stale: lines.filter((line) => line.open && tests.has(line.name)),
    unknown,
    tests,
  };
}

async function textsOf(pattern: RegExp): Promise<Map<string, string>> {
  const listed = await run('git', ['ls-files', '-co', '--exclude-standard']);
  const texts = new Map<string, string>();
  for (const path of listed.output.split('\n').filter((line) => pattern.test(line))) {
    // Listed but gone: deleted and not committed yet.
    const text = await readFile(join(root, path), 'utf8').catch(() => null);
    if (text !== null) texts.set(path, text);
  }
  return texts;
}

/** Every line of the design's forensic and security rules has a test that names it, or says why not (docs/design-lines.yaml). */
export async function checkDesignLines(): Promise<{ passed: boolean; detail: string }> {
  const lines = readDesignLines(await readFile(join(root, 'docs/design-lines.yaml'), 'utf8'));
  const tests = await textsOf(/^(apps|packages|e2e)\/.*(\.(test|spec)\.tsx?|-contract\.ts)$/);
  const found = judgeLines(lines, tests, await textsOf(/^docs\/.*\.md$/));
  const { untested, open, later, stale } = found;
  const shown = lines.length - untested.length - open.length - later.length - stale.length;
  const detail = [
    `${lines.length} lines: ${shown} shown by a test, ${later.length} later, ${open.length} open, ${untested.length} without a test`,
    ...found.unknown.map((text) => `unknown line ${text}`),
    ...untested.map(({ name, line }) => `no test: ${name}: ${line}`),
    ...stale.map(
      ({ name }) =>
        `said to be open, and a test names it: ${name} (remove the mark, or make what is open a line of its own)`,
    ),
    ...open.map(({ name, open }) => `open: ${name}: ${open}`),
  ];
  return { passed: found.unknown.length + untested.length + stale.length === 0, detail: detail.join('\n') };
}

if (import.meta.main) process.stdout.write(`${(await checkDesignLines()).detail}\n`);
