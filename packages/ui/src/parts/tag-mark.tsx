import { tagTokens } from '../tokens.ts';
import classes from './marks.module.css';

/** A tag: bad ✕, suspicious ?, good ✓ in their colour; free tags in a neutral outline. */
export function TagMark({ tag }: { tag: string }) {
  const known = tag in tagTokens ? (tag as keyof typeof tagTokens) : null;
  return (
    <span className={classes.badge} style={{ color: known ? `var(--v-tag-${known})` : 'var(--v-text2)' }}>
      {known ? `${tagTokens[known].mark} ` : ''}
      {tag}
    </span>
  );
}
