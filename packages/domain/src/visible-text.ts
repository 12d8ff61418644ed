/**
 * NUL and lone surrogates cannot be stored in PostgreSQL text or sent as UTF-8: columns show them as visible escapes
 * (‹U+0000›, ‹U+D800›); the raw bytes stay in the sealed evidence.
 */
export function storableText(text: string): string {
  if (!/[\0\ud800-\udfff]/.test(text)) return text;
  return text.replace(/\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, escapeOf);
}

/** For terminals and screens: control and bidirectional characters also become visible. */
export function visibleText(text: string): string {
  return storableText(text).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeOf);
}

function escapeOf(character: string): string {
  return `‹U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}›`;
}
