import type { ReactNode } from 'react';
import classes from './state-panel.module.css';

export const panelStates = [
  'not asked',
  'loading',
  'none found',
  'partial',
  'denied',
  'not enabled',
  'past retention',
  'failed',
  'stale',
] as const;
export type PanelState = (typeof panelStates)[number];

export interface StatePanelProps {
  state: PanelState;
  /** What happened, one sentence. */
  title: string;
  /** What it means and what to do. */
  children?: ReactNode;
  action?: ReactNode;
  /** Inside of a section of a page: no louder than the section's own lines. */
  isSmall?: boolean;
}

/** Every state has its own words: never a bare spinner, dash, zero or blank for two of them. */
export function StatePanel({ state, title, children, action, isSmall = false }: StatePanelProps) {
  return (
    <section
      className={classes.panel}
      data-state={state}
      data-small={isSmall || undefined}
      role={state === 'failed' || state === 'denied' ? 'alert' : 'status'}
    >
      <p className={classes.word}>{state}</p>
      <p className={classes.title}>{title}</p>
      {children ? <div className={classes.text}>{children}</div> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </section>
  );
}
