/** Strings to plant, by a name that says what they attack. Read from a file that whoever starts the range hands over. */
export type PlantedStrings = Record<string, string>;

/** EC2 answers are XML 1.0: what that cannot carry, its API refuses. https://www.w3.org/TR/xml/#charsets */
function isXmlText(text: string): boolean {
  return text.isWellFormed() && !/[\p{Cc}\ufffe\uffff]/u.test(text.replace(/[\t\n\r]/g, ''));
}

/** Those that a tag value or description of at most `length` characters may hold. */
export function plantable(strings: PlantedStrings, length: number): [string, string][] {
  return Object.entries(strings).filter(([, text]) => text.length > 0 && text.length <= length && isXmlText(text));
}
