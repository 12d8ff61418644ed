'use client';

import { bytesText, countText, LedgerMark, MiddleCut } from '@virga/ui';
import { CopyButton } from '../tables/copy-button.tsx';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { Section } from '../tables/section.tsx';
import classes from './report.module.css';
import type { ReportModel } from './report-types.ts';

type Evidence = ReportModel['evidence'][number];

const columns: Column<Evidence>[] = [
  { key: 'label', title: 'Item', width: '64px', cell: (item) => item.label },
  { key: 'title', title: 'Title', cell: (item) => <span title={item.title}>{item.title}</span> },
  { key: 'source', title: 'Source', width: '144px', cell: (item) => item.source },
  { key: 'target', title: 'Target', width: '16%', cell: (item) => <MiddleCut text={item.target} /> },
  { key: 'size', title: 'Size', width: '88px', align: 'right', cell: (item) => bytesText(item.sizeBytes) },
  { key: 'objects', title: 'Objects', width: '72px', align: 'right', cell: (item) => countText(item.objects) },
  {
    key: 'hash',
    title: 'SHA-256 of the manifest',
    width: '24%',
    cell: (item) => {
      const hash = item.manifestSha256 ?? item.sha256;
      return hash ? (
        <>
          <CopyButton value={hash} what={`hash of ${item.label}`} /> <MiddleCut text={hash} />
        </>
      ) : (
        <span className={classes.quiet}>not sealed</span>
      );
    },
  },
  {
    key: 'ledger',
    title: 'Ledger',
    width: '176px',
    cell: (item) => <LedgerMark colour={item.ledger?.colour ?? null} />,
  },
  {
    key: 'custody',
    title: 'Custody',
    width: '80px',
    align: 'right',
    cell: (item) => (item.custodyNumber === null ? 'none' : `no. ${item.custodyNumber}`),
  },
];

/** Evidence items with their hashes, and the head of the custody chain. */
export function ModelEvidence({ model }: { model: ReportModel }) {
  const { head, entries } = model.custody;
  return (
    <Section
      title="Evidence"
      hint={
        head
          ? `${entries} custody entries, head no. ${head.number}, key ${head.keyFingerprint.slice(0, 16)}…`
          : `${entries} custody entries, no signed head yet`
      }
    >
      {model.evidence.length === 0 ? (
        <p className={classes.none}>Nothing is sealed in this case yet.</p>
      ) : (
        <DenseTable
          label="Evidence"
          columns={columns}
          rows={model.evidence}
          rowKey={(item) => item.id}
          minWidth="1180px"
        />
      )}
    </Section>
  );
}
