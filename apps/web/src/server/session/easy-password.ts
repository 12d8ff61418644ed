/** Words of this product and of its field; with a person's own name and address they are what is tried first (docs/sign-in.md). */
export const contextWords = ['virga', 'forensics', 'forensic', 'incident', 'evidence', 'password', 'admin', 'analyst'];

const leastLeft = 8;
const leastDifferent = 5;

/**
 * Why a password is easy to guess by somebody who knows who chose it and for what; null when nothing speaks against it.
 * No sign is asked for or forbidden: words that anybody would try count for nothing, and enough has to be left.
 */
export function easyPasswordFault(password: string, person: { email: string; name: string }): string | null {
  const known = [...contextWords, ...wordsOf(person.email), ...wordsOf(person.name)].sort(
    (a, b) => b.length - a.length,
  );
  let left = plain(password);
  for (const word of known) left = left.replaceAll(word, '');
  if ([...left].length < leastLeft)
    return 'Without your own name and the words of this product too little is left of it: somebody would try these first.';
  if (new Set(left).size < leastDifferent) return 'It repeats the same few characters: somebody would try that first.';
  return null;
}

/** Parts of a name or address, as they would stand in a password; two letters alone are in any text. */
function wordsOf(text: string): string[] {
  const parts = text.split(/[\s.@_+-]+/).map(plain);
  return parts.filter((part) => part.length > 2);
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s._-]/g, '');
}
