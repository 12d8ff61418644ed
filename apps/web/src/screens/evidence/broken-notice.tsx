'use client';

import { useQuery } from '@tanstack/react-query';
import { TimeText } from '@virga/ui';
import Link from 'next/link';
import { api } from '../../contract/client.ts';
import classes from './broken-notice.module.css';

/** Red on every tab of the case while the newest reading of an item or of the chain found something else than was sealed. */
export function BrokenNotice({ caseId }: { caseId: string }) {
  const { data } = useQuery(api.evidence.integrity.queryOptions({ input: { caseId } }));
  if (!data || (data.items.length === 0 && data.chain === null)) return null;
  return (
    <section className={classes.notice} role="alert" aria-label="Broken evidence">
      {data.chain ? (
        <p>
          <strong>✕ Custody chain broken</strong> {data.chain.sentence} <TimeText iso={data.chain.at} seconds />
        </p>
      ) : null}
      {data.items.map((item) => (
        <p key={item.id}>
          <strong>✕ E-{item.number} broken</strong> {item.sentence}{' '}
          {item.at ? <TimeText iso={item.at} seconds /> : null}{' '}
          <Link href={`/cases/${caseId}/evidence`}>Open the evidence</Link>
        </p>
      ))}
    </section>
  );
}
