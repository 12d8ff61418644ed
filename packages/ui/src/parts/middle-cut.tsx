import { visibleText } from '@virga/domain';
import { tailStart } from '../tail-start.ts';
import classes from './middle-cut.module.css';

export interface MiddleCutProps {
  text: string;
  /** How much of the end stays visible, in columns of the fixed-width font. */
  tail?: number;
}

/** An id, ARN or path in one line, cut in the middle when there is no room; the whole on hover and on copy. */
export function MiddleCut({ text, tail = 14 }: MiddleCutProps) {
  const shown = visibleText(text);
  const cut = tailStart(shown, tail);
  return (
    <span className={classes.whole} title={shown} data-copy={text}>
      <span className={classes.head}>{shown.slice(0, cut)}</span>
      <span className={classes.tail}>{shown.slice(cut)}</span>
    </span>
  );
}
