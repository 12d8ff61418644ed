import { cruise } from 'dependency-cruiser';
import { root } from './repository.ts';

/** Who may import whom (ARCHITECTURE.md, Doors). A room not named here may be imported by nobody but testing. */
const doors: Record<string, { path: string; may: string[] }> = {
  domain: { path: 'packages/domain', may: [] },
  runtime: { path: 'packages/runtime', may: ['domain'] },
  jobs: { path: 'packages/jobs', may: ['domain', 'runtime'] },
  database: { path: 'packages/database', may: ['domain', 'runtime'] },
  'evidence-store': { path: 'packages/evidence-store', may: ['domain', 'runtime'] },
  cloud: { path: 'packages/cloud', may: ['domain', 'runtime'] },
  formats: { path: 'packages/formats', may: ['domain'] },
  disk: { path: 'packages/disk', may: ['domain'] },
  detection: { path: 'packages/detection', may: ['domain'] },
  'source-kit': { path: 'packages/source-kit', may: ['domain'] },
  sources: { path: 'packages/sources', may: ['source-kit', 'cloud', 'formats', 'disk', 'domain'] },
  response: { path: 'packages/response', may: ['cloud', 'domain', 'source-kit'] },
  report: { path: 'packages/report', may: ['domain'] },
  timeline: { path: 'packages/timeline', may: ['domain', 'runtime', 'database', 'evidence-store'] },
  ui: { path: 'packages/ui', may: ['domain'] },
  range: { path: 'apps/range', may: ['domain', 'runtime'] },
  cli: {
    path: 'apps/cli',
    may: ['domain', 'formats', 'disk', 'detection', 'runtime', 'evidence-store', 'house-rules'],
  },
  'house-rules': {
    path: 'packages/house-rules',
    may: ['domain', 'runtime', 'database', 'sources', 'response', 'source-kit'],
  },
  web: {
    path: 'apps/web',
    may: [
      'domain',
      'jobs',
      'database',
      'timeline',
      'evidence-store',
      'detection',
      'report',
      'ui',
      'runtime',
      'sources',
      'response',
      'source-kit',
    ],
  },
};
const testCode =
  '\\.(test|integration\\.test|oracle\\.test|long\\.test)\\.ts$|/conformance/|^packages/timeline/src/contract/|^apps/(web|worker)/src/testing/';
const houses = '^(apps|packages)/[^/]+';

function rules() {
  const forbidden: object[] = [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other cannot be read, tested or moved alone.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'web-knows-data-only',
      comment: 'The web app reads catalogs; collectors, parsers and SDKs stay in the worker.',
      severity: 'error',
      from: { path: '^apps/web', pathNot: testCode },
      to: { path: '^packages/(sources|response)/src/', pathNot: 'catalog|manifest' },
    },
    {
      name: 'only-database-imports-the-generated-client',
      comment: 'Queries live in packages/database; everything else asks it.',
      severity: 'error',
      from: { pathNot: '^packages/database' },
      to: { path: '^packages/database/src/generated' },
    },
    {
      name: 'only-tests-import-testing',
      comment: 'Builders and embedded servers are for tests.',
      severity: 'error',
      from: { pathNot: `${testCode}|^packages/(testing|house-rules)|^e2e|^bench` },
      to: { path: '^packages/testing' },
    },
    {
      name: 'sources-stand-alone',
      comment: 'One source is one folder; a source never imports another source.',
      severity: 'error',
      from: { path: '^packages/sources/src/(aws|azure|gcp|kubernetes)/([^/]+)/' },
      to: {
        path: '^packages/sources/src/(aws|azure|gcp|kubernetes)/([^/]+)/',
        pathNot: '^packages/sources/src/$1/($2|inventory)/',
      },
    },
  ];
  for (const [room, door] of Object.entries(doors)) {
    const open = [door.path, ...door.may.map((name) => doors[name]!.path)].map((path) => `${path}/`);
    forbidden.push({
      name: `doors-of-${room}`,
      comment: `${room} may import: ${door.may.join(', ') || 'nothing of ours'}.`,
      severity: 'error',
      from: { path: `^${door.path}/`, pathNot: testCode },
      to: { path: houses, pathNot: open.map((path) => `^${path}`).join('|') },
    });
  }
  return forbidden;
}

/** Fails on a forbidden import, on a cycle, and when it looked at no module at all (a silent misconfiguration). */
export async function checkBoundaries(): Promise<{ passed: boolean; detail: string }> {
  const { output } = await cruise(['apps', 'packages'], {
    baseDir: root,
    parser: 'swc',
    ruleSet: { forbidden: rules() as never },
    validate: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules|/generated/|\\.next|/test-results/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  } as never);
  if (typeof output === 'string') return { passed: false, detail: output };
  const { totalCruised, violations } = output.summary;
  const lines = violations.map((found) => `${found.rule.name}: ${found.from} → ${found.to}`);
  if (totalCruised < 50) lines.unshift(`only ${totalCruised} modules seen: the cruiser is misconfigured`);
  return { passed: lines.length === 0, detail: lines.join('\n') || `${totalCruised} modules` };
}
