export interface RawText {
  text: string;
  kind: 'json' | 'text' | 'hex';
  /** Bytes of the record that the text shows. */
  shownBytes: number;
}

const mostText = 262_144;
const mostHex = 4096;

/** A raw record for reading: JSON indented, other UTF-8 as it is, anything else as bytes. Long ones are cut and say so. */
export function rawText(bytes: Uint8Array): RawText {
  const text = utf8(bytes);
  if (text === null) {
    const part = bytes.subarray(0, mostHex);
    return { text: hexLines(part), kind: 'hex', shownBytes: part.length };
  }
  const json = bytes.length <= mostText * 4 ? indented(text) : null;
  if (json !== null && json.length <= mostText * 4) return { text: json, kind: 'json', shownBytes: bytes.length };
  if (bytes.length <= mostText) return { text, kind: 'text', shownBytes: bytes.length };
  return { text: new TextDecoder().decode(bytes.subarray(0, mostText)), kind: 'text', shownBytes: mostText };
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Only white space between tokens changes: numbers and escapes stay as the log wrote them. Null when it is no JSON. */
function indented(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  let result = '';
  let depth = 0;
  for (const token of text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/gs) ?? []) {
    if (token === '}' || token === ']') {
      depth -= 1;
      result = /[{[]\s*$/.test(result) ? result.trimEnd() : `${result}\n${'  '.repeat(depth)}`;
    }
    result += token === ':' ? ': ' : token;
    if (token === '{' || token === '[') depth += 1;
    if (token === '{' || token === '[' || token === ',') result += `\n${'  '.repeat(depth)}`;
  }
  return result;
}

function hexLines(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const part = [...bytes.subarray(at, at + 16)];
    const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const plain = part.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(47)}  ${plain}`);
  }
  return lines.join('\n');
}
