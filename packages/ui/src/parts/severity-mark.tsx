import type { Severity } from '@virga/domain';
import { severityTokens } from '../tokens.ts';
import classes from './marks.module.css';

/** Shape and, unless `shapeOnly`, the word. The shape alone still carries its word for assistive technology. */
export function SeverityMark({ severity, shapeOnly = false }: { severity: Severity; shapeOnly?: boolean }) {
  return (
    <span className={classes.mark} title={severity}>
      <span aria-hidden style={{ color: `var(--v-severity-${severity}-bar)` }}>
        {severityTokens[severity].shape}
      </span>
      {shapeOnly ? (
        <span className={classes.hidden}>{severity}</span>
      ) : (
        <span style={{ color: `var(--v-severity-${severity}-word)` }}>{severity}</span>
      )}
    </span>
  );
}
