import classes from './acquire.module.css';
import type { AccountRow, CatalogSource } from './catalog-source.ts';
import { missingGrants } from './missing-grants.ts';
import { proofWords } from './proof-words.ts';

/** What one should know before starting: effect, volatility, retention, cost, permissions and where it was proven. */
export function SourceFacts({ source, grants }: { source: CatalogSource; grants: AccountRow['grants'] }) {
  const missing = missingGrants(source, { grants });
  return (
    <aside aria-label={`About ${source.title}`}>
      <h2 className={classes.part}>What it does</h2>
      <dl className={classes.facts}>
        <dt>Effect on the target</dt>
        <dd>
          {source.effect.altersTarget ? <span className={classes.warn}>! changes the target</span> : null}{' '}
          {source.effect.sentence}
        </dd>
        <dt>Volatility</dt>
        <dd>{source.volatility} of 9; 1 evaporates first</dd>
        <dt>Retention</dt>
        <dd>{source.retention}</dd>
        <dt>Cost</dt>
        <dd>{source.cost}</dd>
        <dt>Seals</dt>
        <dd>{source.produces.map((set) => set.title).join(', ')}</dd>
        <dt>Has run</dt>
        <dd>{proofWords(source.proof)}</dd>
      </dl>
      <h2 className={classes.part} style={{ marginTop: 16 }}>
        Permissions it needs
      </h2>
      {missing.length > 0 ? (
        <p className={classes.missing} role="alert">
          This account has no role for {missing.join(' and ')}: the acquisition would be refused. An admin sets it up on
          the Accounts screen.
        </p>
      ) : null}
      <ul className={classes.permissions}>
        {source.permissions.map((need) => (
          <li key={`${need.action} ${need.resource ?? ''}`}>
            <code>{need.action}</code>
            <span className={classes.why}>
              {need.grant} · {need.why}
            </span>
          </li>
        ))}
      </ul>
    </aside>
  );
}
