import type { XmlValue } from './service.ts';

/** How arrays are written: `<item>` in EC2, `<member>` in the other query services, repeated in S3. */
export type ListStyle = 'item' | 'member' | 'flat';

/** Text safe inside an element; control characters that XML 1.0 cannot hold are dropped. */
export function xmlText(text: string): string {
  return (
    text
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/\r/g, '&#xD;')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the characters that must not reach the document
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  );
}

function element(given: string, value: XmlValue, style: ListStyle, out: string[]): void {
  if (value === undefined) return;
  const isRepeated = given.endsWith('[]');
  const name = isRepeated ? given.slice(0, -2) : given;
  if (Array.isArray(value)) {
    if (style === 'flat' || isRepeated) {
      for (const entry of value) element(name, entry, style, out);
      return;
    }
    out.push(`<${name}>`);
    for (const entry of value) element(style, entry, style, out);
    out.push(`</${name}>`);
    return;
  }
  if (typeof value === 'object') {
    out.push(`<${name}>`);
    for (const [child, inner] of Object.entries(value)) element(child, inner, style, out);
    out.push(`</${name}>`);
    return;
  }
  out.push(`<${name}>${xmlText(String(value))}</${name}>`);
}

/**
 * Children of a reply as XML text. Members that are undefined are not written; a name ending in `[]` repeats its element
 * whatever the style (`entry[]` of maps in query services).
 */
export function renderXml(content: { [name: string]: XmlValue }, style: ListStyle): string {
  const out: string[] = [];
  for (const [name, value] of Object.entries(content)) element(name, value, style, out);
  return out.join('');
}
