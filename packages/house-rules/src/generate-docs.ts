import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCodes } from '@virga/domain';
import { actionManifests, containNeeds } from '@virga/response/catalog';
import { accountTemplate, manifests } from '@virga/sources/catalog';
import { actionPage, sourcePage } from './manifest-page.ts';
import { root } from './repository.ts';

/** Every generated document: path below the root → text. */
function documents(): Map<string, string> {
  const files = new Map<string, string>();
  files.set('docs/permissions/aws-account.json', `${JSON.stringify(accountTemplate(containNeeds), null, 2)}\n`);
  for (const manifest of manifests) files.set(`docs/sources/${pageName(manifest.id)}`, sourcePage(manifest));
  for (const manifest of actionManifests) files.set(`docs/actions/${pageName(manifest.id)}`, actionPage(manifest));
  files.set('docs/errors.md', errorsPage());
  return files;
}

function pageName(id: string): string {
  return `${id.replaceAll('/', '-')}.md`;
}

function errorsPage(): string {
  const rows = Object.entries(errorCodes).map(
    ([code, { status, meaning }]) => `| \`${code}\` | ${status} | ${meaning} |`,
  );
  return ['# Errors', '', '| code | HTTP | meaning |', '|---|---|---|', ...rows, ''].join('\n');
}

/** Fails when a generated document differs from what the code says now. */
export async function checkDocs(): Promise<{ passed: boolean; detail: string }> {
  const stale: string[] = [];
  for (const [path, text] of documents()) {
    const current = await readFile(join(root, path), 'utf8').catch(() => null);
    if (current !== text) stale.push(`${path} is ${current === null ? 'missing' : 'stale'}`);
  }
  const fix = 'run: node packages/house-rules/src/generate-docs.ts';
  return { passed: stale.length === 0, detail: stale.length === 0 ? '' : [...stale, fix].join('\n') };
}

async function writeDocs(): Promise<void> {
  for (const [path, text] of documents()) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

if (import.meta.main) await writeDocs();
