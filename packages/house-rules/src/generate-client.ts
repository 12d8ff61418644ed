import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readModels } from '@virga/database/migrations';
import { checkoutFolder } from '@virga/runtime';

/**
 * Generates the Prisma client into packages/database/src/generated when the models (or Prisma) changed since it was last
 * generated. True when it ran. The engine is never fetched: generate does not run it (platform-notes).
 */
export async function generateClient(root: string = checkoutFolder()): Promise<boolean> {
  const require = createRequire(join(root, 'package.json'));
  const packageFile = require.resolve('prisma/package.json');
  const { version, bin } = JSON.parse(await readFile(packageFile, 'utf8')) as {
    version: string;
    bin: { prisma: string };
  };
  const models = await readModels(join(root, 'prisma'));
  const hash = createHash('sha256')
    .update(JSON.stringify([version, models]))
    .digest('hex');
  const markFile = join(root, 'packages', 'database', 'src', 'generated', '.models-hash');
  if ((await readFile(markFile, 'utf8').catch(() => '')) === hash) return false;
  await runPrisma(root, join(packageFile, '..', bin.prisma));
  await writeFile(markFile, hash);
  return true;
}

function runPrisma(root: string, program: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'generate'], {
      cwd: root,
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true',
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output = (output + chunk.toString('utf8')).slice(-8000);
      });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`prisma generate ended with ${code}:\n${output}`)),
    );
  });
}
