import Link from 'next/link';
import { acquireAddress } from '../acquire/given-parameters.ts';
import type { ActionDetail } from './action-types.ts';
import classes from './response.module.css';

/** Before anything else: volatile evidence of the target that nobody has taken, each with the way to take it now. */
export function GatePanel({ action }: { action: ActionDetail }) {
  if (action.gate.length === 0) return null;
  const parameters = { region: action.region, instanceId: action.target };
  return (
    <section className={classes.gate} aria-label="Evidence not yet collected">
      <h3 className={classes.factTitle}>! Evidence that this makes harder or impossible to get</h3>
      <ul className={classes.list}>
        {action.gate.map((missing) => (
          <li key={missing.sourceId}>
            {missing.label}.{' '}
            <Link
              className={classes.link}
              href={acquireAddress(action.caseId, {
                sourceId: missing.sourceId,
                accountId: action.accountId,
                parameters,
              })}
            >
              Collect it first
            </Link>
          </li>
        ))}
      </ul>
      {action.gateReason ? <p className={classes.prose}>Contained anyway because: {action.gateReason}</p> : null}
    </section>
  );
}
