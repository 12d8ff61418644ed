import { basename } from 'node:path';
import { run } from './repository.ts';

const empty = /^(shared|common|core|lib|libs|utils?|helpers?|misc|manager)(\.|$)/;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/;
/** Names that a tool or framework dictates. */
const dictated = /^(\[.*\]|\(.*\)|_?[a-z-]+\.(json|md|sql|prisma|toml|yml|css|mjs)|[A-Z]+\.md|Dockerfile.*|\..*)$/;

/** File and folder names say what is inside: no catch-all names, kebab-case, source files below 300 lines. */
export async function checkNames(): Promise<{ passed: boolean; detail: string }> {
  const listed = await run('git', ['ls-files', '-co', '--exclude-standard']);
  const complaints: string[] = [];
  for (const path of listed.output.split('\n').filter((line) => /^(apps|packages|e2e|bench)\//.test(line))) {
    for (const part of path.split('/'))
      if (empty.test(part)) complaints.push(`${path}: "${part}" says nothing; name it for what is inside`);
    const name = basename(path);
    if (/\.(ts|tsx)$/.test(name) && !kebab.test(name) && !dictated.test(name))
      complaints.push(`${path}: file names are kebab-case, named for their one export`);
  }
  return { passed: complaints.length === 0, detail: [...new Set(complaints)].join('\n') };
}
