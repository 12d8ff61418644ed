import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bin, root } from './repository.ts';

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
