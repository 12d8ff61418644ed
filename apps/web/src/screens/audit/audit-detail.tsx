import { visibleText } from '@virga/domain';
import { CopyButton } from '../tables/copy-button.tsx';
import classes from './audit.module.css';
import type { AuditRow } from './audit-filter.ts';

/** Everything the row holds; details as the server wrote them. */
export function AuditDetail({ row }: { row: AuditRow }) {
  const fields: [string, string | null][] = [
    ['Row', row.id],
    ['User id', row.userId],
    ['Session id', row.sessionId],
    ['Token id', row.tokenId],
    ['Case id', row.caseId],
    ['Target id', row.targetId],
  ];
  const details = JSON.stringify(row.details, null, 2);
  return (
    <div className={classes.detail}>
      <dl className={classes.fields}>
        {fields.map(([name, value]) =>
          value === null ? null : (
            <div key={name} className={classes.field}>
              <dt>{name}</dt>
              <dd>
                {visibleText(value)} <CopyButton value={value} what={name} />
              </dd>
            </div>
          ),
        )}
      </dl>
      {Object.keys(row.details).length === 0 ? (
        <p className={classes.quiet}>No further details were written.</p>
      ) : (
        <pre className={classes.json}>
          {details
            .split('\n')
            .map((line) => visibleText(line))
            .join('\n')}
        </pre>
      )}
    </div>
  );
}
