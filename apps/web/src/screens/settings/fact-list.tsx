import type { ReactNode } from 'react';
import { CopyButton } from '../tables/copy-button.tsx';
import classes from './settings.module.css';

export interface Fact {
  name: string;
  value: ReactNode;
  /** Text to copy: ids and fingerprints. */
  copy?: string;
}

/** Names left, values right. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map((fact) => (
        <FactRow key={fact.name} fact={fact} />
      ))}
    </dl>
  );
}

function FactRow({ fact }: { fact: Fact }) {
  return (
    <>
      <dt>{fact.name}</dt>
      <dd>
        <span className={fact.copy ? classes.mono : undefined}>{fact.value}</span>
        {fact.copy ? <CopyButton value={fact.copy} what={fact.name} /> : null}
      </dd>
    </>
  );
}
