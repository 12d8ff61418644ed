import { neutrals, providerTokens, type Scheme, severityTokens, tagTokens } from './tokens.ts';

const dashed = (name: string) =>
  name.replace(/[A-Z0-9]+/g, (part) => (/^\d/.test(part) ? part : `-${part.toLowerCase()}`));

/** `--v-bg0`, `--v-severity-high-word`, `--v-severity-high-bar`, `--v-tag-bad`, `--v-provider-aws` … of one scheme. */
export function cssVariables(scheme: Scheme): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, pair] of Object.entries(neutrals)) variables[`--v-${dashed(name)}`] = pair[scheme];
  for (const [name, token] of Object.entries(severityTokens)) {
    variables[`--v-severity-${name}-word`] = token.word[scheme];
    variables[`--v-severity-${name}-bar`] = token.bar[scheme];
  }
  for (const [name, token] of Object.entries(tagTokens)) variables[`--v-tag-${name}`] = token.colour[scheme];
  for (const [name, token] of Object.entries(providerTokens)) variables[`--v-provider-${name}`] = token.colour[scheme];
  return variables;
}
