import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEvidenceStore } from '@virga/evidence-store';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

// Each command is a process of its own; on a busy machine one takes seconds.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'virga-verify-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const entry = new URL('./run.ts', import.meta.url).href;
function verify(...argv: string[]) {
  const script = `import { run } from ${JSON.stringify(entry)}; process.exitCode = await run(process.argv.slice(1));`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script, '--', ...argv], { encoding: 'utf8' });
}

it('says what it found, in text and as JSON, and by its exit code', async () => {
  const store = await openEvidenceStore(folder);
  const writer = await store.createItem({ caseId: 'case-1', evidenceId: 'e-1', mode: 'pack' });
  await writer.addObject({ key: 'a' }, Buffer.from('evidence'));
  await writer.seal({});
  const text = verify(folder);
  expect([text.status, text.stdout.split('\n')[0]]).toEqual([3, 'only self-consistent']);
  await writeFile(join(folder, 'case-1', 'e-1', 'x\u001b[31m\u202e.txt'), '');
  const damaged = verify(folder);
  expect([damaged.status, damaged.stdout.split('\n')[0]]).toEqual([1, 'altered']);
  expect(damaged.stdout).toContain('x‹U+001B›[31m‹U+202E›.txt does not belong to the sealed item.');
  expect(JSON.parse(verify(folder, '--json').stdout)).toMatchObject({
    verdict: 'altered',
    cases: [{ caseId: 'case-1' }],
  });
  expect(verify().status).toBe(2);
  expect(verify(join(folder, 'nothing')).status).toBe(2);
  expect(verify(folder, '--head', join(folder, 'none')).stderr).toContain('does not hold signed heads');
});

it('loads neither the AWS SDK nor Prisma', () => {
  const script = `
    import { registerHooks } from 'node:module';
    const seen = [];
    registerHooks({ resolve: (name, context, next) => { const found = next(name, context); seen.push(found.url); return found; } });
    await import(${JSON.stringify(entry)});
    console.log(JSON.stringify(seen));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  const seen = JSON.parse(output) as string[];
  expect(seen.length).toBeGreaterThan(10);
  expect(seen.filter((url) => /aws-sdk|smithy|prisma|\/next\//.test(url))).toEqual([]);
});
