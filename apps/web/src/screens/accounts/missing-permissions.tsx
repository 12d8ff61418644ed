'use client';

import { CopyButton } from '../tables/copy-button.tsx';
import classes from './accounts.module.css';
import { type ConnectionReport, missingBySource, statementToCopy } from './connection-report.ts';

/** Per source or action of ours: what the roles lack, to copy into a policy; and what could not be told. */
export function MissingPermissions({ report }: { report: ConnectionReport }) {
  const groups = missingBySource(report.missing);
  return (
    <>
      <h3 className={classes.title}>Missing permissions</h3>
      {groups.length === 0 ? (
        <p className={classes.prose}>None is missing of what the sources and actions of this version need.</p>
      ) : null}
      {groups.map((group) => (
        <section key={group.sourceId} className={classes.missing} aria-label={`Missing for ${group.sourceId}`}>
          <div className={classes.row}>
            <strong>
              ✕ {group.sourceId}: {group.actions.length} missing
            </strong>
            <CopyButton value={statementToCopy(group.actions)} what={`policy statement for ${group.sourceId}`} />
          </div>
          <ul className={classes.list}>
            {group.actions.map((one) => (
              <li key={`${one.grant} ${one.action}`}>
                <span className={classes.mono}>{one.action}</span>{' '}
                <span className={classes.quiet}>
                  {one.grant}: {one.why}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {report.undetermined.length > 0 ? (
        <details className={classes.prose}>
          <summary>{report.undetermined.length} could not be told either way</summary>
          <ul className={classes.list}>
            {report.undetermined.map((one) => (
              <li key={`${one.sourceId} ${one.grant} ${one.action}`}>
                <span className={classes.mono}>{one.action}</span> for {one.sourceId}: {one.reason}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
