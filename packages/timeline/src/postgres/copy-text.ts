import { storableText } from '@virga/domain';

/** Escapes a value for COPY's text form (documentation of COPY, "Text Format"). NUL and lone surrogates become visible. */
export function copyText(text: string): string {
  if (isPlain(text)) return text;
  const storable = storableText(text);
  const escaped = storable.includes('\\') ? storable.replaceAll('\\', '\\\\') : storable;
  return escaped.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
}

/** The common case. Each search runs at memory speed; one expression over all characters took five times as long. */
function isPlain(text: string): boolean {
  return (
    !text.includes('\\') &&
    !text.includes('\n') &&
    !text.includes('\t') &&
    !text.includes('\r') &&
    !text.includes('\0') &&
    text.isWellFormed()
  );
}
