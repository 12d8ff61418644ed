'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { api } from '../../contract/client.ts';
import classes from './case-tabs.module.css';

export const caseTabs = [
  { key: 'o', path: '', label: 'Overview' },
  { key: 's', path: '/scope', label: 'Scope' },
  { key: 'e', path: '/evidence', label: 'Evidence' },
  { key: 't', path: '/timeline', label: 'Timeline' },
  { key: 'd', path: '/detections', label: 'Detections' },
  { key: 'r', path: '/response', label: 'Response' },
  { key: 'p', path: '/report', label: 'Report' },
] as const;

/** 36 pixels: the case's number and title, then its tabs. */
export function CaseTabs({ caseId }: { caseId: string }) {
  const path = usePathname();
  const one = useQuery(api.cases.get.queryOptions({ input: { caseId } }));
  const base = `/cases/${caseId}`;
  return (
    <nav aria-label="Case" className={classes.tabs}>
      <span className={classes.title} title={one.data?.title}>
        {one.data ? `VC-${one.data.number} · ${one.data.title}` : ''}
      </span>
      {one.data?.status === 'closed' ? <span className={classes.closed}>closed</span> : null}
      {caseTabs.map((tab) => {
        const href = `${base}${tab.path}`;
        const isHere = tab.path === '' ? path === base : path.startsWith(href);
        return (
          <Link key={tab.label} href={href} className={classes.tab} aria-current={isHere ? 'page' : undefined}>
            {tab.label}
          </Link>
        );
      })}
    </nav>
  );
}
