/**
 * Folds text for free search, on both sides of the comparison: lower case by Unicode, so that any case finds any other.
 * Two characters need care, because a slice of a value must fold to a slice of the folded value: the final sigma, whose
 * lower case depends on its neighbours, becomes the ordinary one; a line feed becomes a carriage return, because line
 * feeds separate the values in the stored text.
 */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  return /[ς\n]/.test(lower) ? lower.replaceAll('ς', 'σ').replaceAll('\n', '\r') : lower;
}

/** Folds the ASCII letters only: what every engine's `lower()` does alike whatever its version and locale. */
export function foldAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
