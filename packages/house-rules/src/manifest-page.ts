import type { actionManifests } from '@virga/response/catalog';
import type { ParameterHint, PermissionNeed, RunProof, SourceManifest } from '@virga/source-kit';

type ActionManifest = (typeof actionManifests)[number];

const generated =
  '<!-- Generated from the manifest by packages/house-rules/src/generate-docs.ts; judgement is in the README. -->';

/** Facts of one source as a page; everything in it stands in the manifest. */
export function sourcePage(manifest: SourceManifest): string {
  const produces = manifest.produces.map((set) => `- ${set.title} (\`${set.format}\`, ${set.kind})`);
  return page(manifest.title, manifest.id, [
    manifest.brings,
    section('Parameters', parameterRows(manifest.hints)),
    section('Permissions', permissionRows(manifest.permissions)),
    section('Evidence it seals', produces),
    section('How long it lasts', [`Volatility ${manifest.volatility} of 9. ${manifest.retention}`]),
    section('Effect on the target', [manifest.effect.sentence]),
    section('Cost', [manifest.cost]),
    section('Where it has run', proofRows(manifest.proof)),
    `[What it proves, what it misses](../../packages/sources/src/${manifest.id}/README.md)`,
  ]);
}

/** The same for a containment action. */
export function actionPage(manifest: ActionManifest): string {
  return page(manifest.title, manifest.id, [
    manifest.does,
    section('Parameters', parameterRows(manifest.hints)),
    section('Permissions', permissionRows(manifest.permissions)),
    section('Undo restores', list(manifest.restores)),
    section('Undo cannot restore', list(manifest.cannotRestore)),
    section('Collect first', list(manifest.volatileSources.map((id) => `\`${id}\``))),
    section('Where it has run', proofRows(manifest.proof)),
    `[Judgement](../../packages/response/src/${manifest.id}/README.md)`,
  ]);
}

function page(title: string, id: string, parts: string[]): string {
  return [`# ${title}`, generated, `Id: \`${id}\``, ...parts, ''].join('\n\n').replace(/\n+$/, '\n');
}

function section(title: string, lines: readonly string[]): string {
  return [`## ${title}`, '', ...lines].join('\n');
}

function list(texts: readonly string[]): string[] {
  return texts.length === 0 ? ['Nothing.'] : texts.map((text) => `- ${text}`);
}

function parameterRows(hints: Record<string, ParameterHint>): string[] {
  return Object.entries(hints).map(([name, hint]) => `- \`${name}\` (${hint.label}): ${hint.help}`);
}

function permissionRows(needs: readonly PermissionNeed[]): string[] {
  const rows = needs.map((need) => {
    const condition = need.condition ? ` if \`${JSON.stringify(need.condition)}\`` : '';
    return `| ${need.grant} | \`${need.action}\` | \`${need.resource ?? '*'}\`${condition} | ${need.why} |`;
  });
  return ['| grant | action | on | why |', '|---|---|---|---|', ...rows];
}

function proofRows(proof: readonly RunProof[]): string[] {
  return list(proof.map(({ where, note }) => `${where}: ${note}`));
}
