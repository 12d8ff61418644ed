import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateClient } from './generate-client.ts';
import { pinnedNode, root, run } from './repository.ts';

const stamp = join(root, 'apps/web/.next/virga-build');

const ignored = new Set(['node_modules', '.next', 'generated', 'test-results', 'next-env.d.ts']);

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (ignored.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile() && !/\.test\.tsx?$/.test(entry.name)) yield path;
  }
}

/** Hash of everything the web build reads; an unchanged tree is not built again. */
function inputsHash(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const folder of ['apps/web', 'packages', 'prisma'])
    for (const path of filesBelow(join(root, folder)))
      hash.update(path.slice(root.length)).update('\0').update(readFileSync(path));
  return hash.digest('hex');
}

/** Production build of apps/web, only when something it reads has changed. */
export async function buildWeb(): Promise<{ passed: boolean; detail: string; built: boolean }> {
  await generateClient();
  const hash = inputsHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash)
    return { passed: true, detail: 'unchanged', built: false };
  const next = join(root, 'node_modules/next/dist/bin/next');
  const finished = await run(pinnedNode, [next, 'build', 'apps/web'], {
    env: { NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
  if (finished.code !== 0)
    return { passed: false, detail: finished.output.split('\n').slice(-60).join('\n'), built: true };
  writeFileSync(stamp, hash);
  return { passed: true, detail: `built in ${finished.seconds.toFixed(0)} s`, built: true };
}
