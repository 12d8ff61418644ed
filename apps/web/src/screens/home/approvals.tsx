import { SeverityMark } from '@virga/ui';
import Link from 'next/link';
import { Section } from '../tables/section.tsx';
import type { CaseRow } from './case-row.ts';
import classes from './home.module.css';

/** For leads, before everything else: cases where a containment plan waits for approval. */
export function Approvals({ rows }: { rows: readonly CaseRow[] }) {
  const waiting = rows.filter((row) => row.approvals > 0);
  if (waiting.length === 0) return null;
  return (
    <Section
      title="Waiting for approval"
      hint="Containment that a second person approves, and containment whose time is over."
    >
      <ul className={classes.list}>
        {waiting.map((row) => (
          <li key={row.id} className={classes.step}>
            <SeverityMark severity={row.severity} shapeOnly />
            <span>
              {row.approvals} in VC-{row.number} · {row.title}
            </span>
            <Link className={classes.act} href={`/cases/${row.id}/response`}>
              Review
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
