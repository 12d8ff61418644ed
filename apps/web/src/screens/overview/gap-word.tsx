import type { CoverageWord } from '@virga/domain';
import classes from './overview.module.css';

const loud: readonly CoverageWord[] = ['broken', 'deleted', 'denied'];

/** A coverage word; the ones somebody must look at are louder, and the word itself is always there. */
export function GapWord({ word }: { word: CoverageWord }) {
  return <span className={loud.includes(word) ? classes.bad : undefined}>{word}</span>;
}
