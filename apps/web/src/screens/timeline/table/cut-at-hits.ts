export interface Piece {
  text: string;
  at: number;
  isHit: boolean;
}

/** Pieces of a text, hits apart; any case. The first hit at a place wins. */
export function cutAtHits(text: string, hits: readonly string[]): Piece[] {
  const lower = text.toLowerCase();
  const wanted = hits.map((hit) => hit.toLowerCase()).filter((hit) => hit !== '');
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    let next = -1;
    let length = 0;
    for (const hit of wanted) {
      const place = lower.length === text.length ? lower.indexOf(hit, at) : -1;
      if (place >= 0 && (next < 0 || place < next)) [next, length] = [place, hit.length];
    }
    if (next < 0) break;
    if (next > at) pieces.push({ text: text.slice(at, next), at, isHit: false });
    pieces.push({ text: text.slice(next, next + length), at: next, isHit: true });
    at = next + length;
  }
  if (at < text.length || pieces.length === 0) pieces.push({ text: text.slice(at), at, isHit: false });
  return pieces;
}
