import { visibleText } from '@virga/domain';
import { cutAtHits } from './cut-at-hits.ts';
import classes from './table.module.css';

/** Text with what the free-text terms found marked; as text always, whatever it holds. */
export function HitText({ text, hits }: { text: string; hits: readonly string[] }) {
  const shown = visibleText(text);
  const pieces = cutAtHits(shown, hits);
  return (
    <span title={shown}>
      {pieces.map((piece) =>
        piece.isHit ? (
          <mark key={piece.at} className={classes.hit}>
            {piece.text}
          </mark>
        ) : (
          piece.text
        ),
      )}
    </span>
  );
}
