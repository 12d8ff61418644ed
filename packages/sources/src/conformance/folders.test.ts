import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { collectorIds, loadCollector, loadParser, manifests, parserFormats } from '../index.ts';

const source = fileURLToPath(new URL('..', import.meta.url));
const root = join(source, '..', '..', '..');

/** A folder of a provider with a manifest is a source. */
function sourceFolders(): string[] {
  return ['aws', 'azure', 'gcp', 'kubernetes'].flatMap((provider) => {
    const folder = join(source, provider);
    if (!existsSync(folder)) return [];
    const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return names
      .map((entry) => `${provider}/${entry.name}`)
      .filter((id) => existsSync(join(source, id, 'manifest.ts')));
  });
}

test('folder, catalog and registry name the same sources', () => {
  const ids = manifests.map((manifest) => manifest.id).sort();
  expect(sourceFolders().sort()).toEqual(ids);
  expect([...collectorIds].sort()).toEqual(ids);
});

test.each(manifests.map((manifest) => [manifest.id, manifest] as const))('%s is complete', async (id, manifest) => {
  const folder = join(source, id);
  for (const file of ['manifest.ts', 'collect.ts', 'parse.ts', 'README.md'])
    expect(existsSync(join(folder, file)), `${id}/${file}`).toBe(true);
  expect(readdirSync(folder).some((name) => name.endsWith('.test.ts'))).toBe(true);
  expect(existsSync(join(root, 'docs', 'sources', `${id.replaceAll('/', '-')}.md`))).toBe(true);
  expect(manifest.provider).toBe(id.split('/')[0]);
  expect(manifest.timelineSources.length).toBeGreaterThan(0);
  expect(manifest.permissions.length).toBeGreaterThan(0);
  for (const need of manifest.permissions) expect(need.why.length, need.action).toBeGreaterThan(0);
  const collector = await loadCollector(id);
  expect(typeof collector.start).toBe('function');
  expect(typeof collector.transfer).toBe('function');
  for (const { format } of manifest.produces) {
    const parser = await loadParser(format);
    expect(parser.format).toBe(format);
    expect(parser.version).toBeGreaterThan(0);
  }
});

test('every parser belongs to a set that some source seals', () => {
  const produced = manifests.flatMap((manifest) => manifest.produces.map((set) => set.format));
  expect([...parserFormats].sort()).toEqual([...new Set(produced)].sort());
});

test('every parameter has words, and writing to the account is said in the effect', () => {
  for (const manifest of manifests) {
    const shape = Object.keys((manifest.parameters as unknown as { shape: Record<string, unknown> }).shape);
    expect(Object.keys(manifest.hints).filter((name) => !shape.includes(name))).toEqual([]);
    expect(shape.filter((name) => manifest.hints[name] === undefined)).toEqual([]);
    const writes = manifest.permissions.some((need) => need.grant !== 'collect-read');
    if (writes) expect(manifest.effect.sentence).toMatch(/snapshot|process|file/i);
  }
});

test('the catalog loads neither an SDK nor a parser', () => {
  const seen = new Set<string>();
  const outside = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const text = readFileSync(path, 'utf8');
    for (const [, target] of text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)';/gm)) {
      if (target!.startsWith('.')) visit(join(path, '..', target!));
      else outside.add(target!);
    }
  };
  visit(join(source, 'catalog.ts'));
  expect([...outside].sort()).toEqual(['@virga/domain', 'zod']);
});

test('an unknown source or format is not found', () => {
  expect(() => loadCollector('aws/nothing')).toThrow(expect.objectContaining({ code: 'resource.not_found' }));
  expect(() => loadParser('__proto__')).toThrow(expect.objectContaining({ code: 'resource.not_found' }));
});
