import type { StateWords } from './action-words.ts';
import classes from './response.module.css';

/** Mark and word of a state; the colour only repeats them. */
export function ActionState({ words }: { words: StateWords }) {
  return (
    <span className={classes.state} data-tone={words.tone}>
      <span aria-hidden>{words.mark}</span> {words.word}
    </span>
  );
}
