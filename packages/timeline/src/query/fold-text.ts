/**
 * Folds text for free search, on both sides of the comparison: lower case by Unicode, so that any case finds any other.
 * Two characters need care, because a slice of a value must fold to a slice of the folded value: the final sigma, whose
 * lower case depends on its neighbours, becomes the ordinary one; a line feed becomes a carriage return, because line
 * feeds separate the values in the stored text.
 */
export function foldText(text: string): string {
  const folded = foldLines(text);
  return folded.includes('\n') ? folded.replaceAll('\n', '\r') : folded;
}

/** The same for a text of many values, one per line: its line feeds stay. */
export function foldLines(text: string): string {
  const lower = text.toLowerCase();
  return lower.includes('ς') ? lower.replaceAll('ς', 'σ') : lower;
}

/** Folds the ASCII letters only: what every engine's `lower()` does alike whatever its version and locale. */
export function foldAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
