import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bin, root, run } from './repository.ts';

/** Our lint over a component; true when it refuses it for writing markup. */
function refusesMarkup(source: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'virga-lint-'));
  try {
    writeFileSync(join(folder, 'probe.tsx'), source);
    const args = ['lint', '--colors=off', `--config-path=${root}`, join(folder, 'probe.tsx')];
    const { stdout, stderr, status } = spawnSync(bin('biome'), args, { cwd: root, encoding: 'utf8' });
    return status !== 0 && (stdout + stderr).includes('noDangerouslySetInnerHtml');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('no component may write markup into the page [S2.no-inner-html]', () => {
  const markup = 'dangerouslySetInnerHTML={{ __html: p.text }} /';
  expect(refusesMarkup(`export const Probe = (p: { text: string }) => <b ${markup}>;\n`)).toBe(true);
  expect(refusesMarkup('export const Probe = (p: { text: string }) => <b>{p.text}</b>;\n')).toBe(false);
});

/** Patterns that we wrote ourselves; none of them takes what a user or a rule typed. */
const ownPatterns = [
  'apps/range/src/control/deploy.ts',
  'apps/range/src/policy/wildcard.ts',
  'apps/range/src/services/ec2/region-state.ts',
  'apps/web/src/screens/acquire/form-fields.ts',
  'packages/runtime/src/postgres/binaries.ts',
  'packages/timeline/src/query/ip-network.ts',
];

test('a pattern is made at run time in these files only, and never of what a user typed [S2.re2]', async () => {
  const { output } = await run('git', [
    'grep',
    '-lE',
    '(new |[^a-zA-Z.])RegExp\\(',
    '--',
    'apps/**/*.ts*',
    'packages/**/*.ts*',
  ]);
  const found = output.split('\n').filter((path) => path !== '' && !/\.(test|spec)\.tsx?$/.test(path));
  expect(found.toSorted()).toEqual(ownPatterns);
});

test('no SQL is made of text at run time: raw fragments are constants of one file [S2.bound-parameters]', async () => {
  const paths = ['apps/**/*.ts', 'packages/**/*.ts', ':!packages/database/src/generated', ':!*.test.ts'];
  const { output } = await run('git', ['grep', '-lE', 'RawUnsafe|Prisma[.]raw[(]', '--', ...paths]);
  expect(output.split('\n').filter(Boolean)).toEqual(['packages/database/src/leases/lease.ts']);
});
