/** Part of a text that a person wrote: words, or `[[event id]]`, a citation set where it belongs. */
export type TextPart = { text: string } | { eventId: string };

export function splitCitations(text: string): TextPart[] {
  return text
    .split(/\s*\[\[([0-9a-f]{32})\]\]/)
    .map((part, index): TextPart => (index % 2 === 1 ? { eventId: part } : { text: part }))
    .filter((part) => 'eventId' in part || part.text !== '');
}

export function citesSomething(text: string): boolean {
  return /\[\[[0-9a-f]{32}\]\]/.test(text);
}
