import { visibleText } from '@virga/domain';

/**
 * Text that Markdown (CommonMark and GitHub's tables and autolinks) prints as it stands: every sign that either gives
 * a meaning to is escaped, so that nothing becomes a link, an image, a heading, a list, a table cell or HTML.
 */
export function plain(text: string | null): string {
  if (text === null) return 'not given';
  return visibleText(text).replace(/[!#$&()*+\-./:<=>@[\\\]^_`{|}~]/g, (character) =>
    // Entities where a backslash is not enough for every renderer.
    character === '<' || character === '>' || character === '&' ? `&#${character.charCodeAt(0)};` : `\\${character}`,
  );
}

export function tableText(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

export function listText(rows: readonly (readonly [string, string])[]): string {
  return rows.map(([name, value]) => `- ${name}: ${value}`).join('\n');
}
