import { durationText } from '@virga/ui';
import classes from './report.module.css';
import type { ReportRow } from './report-types.ts';
import { fileCount } from './use-reports.ts';

const labels = { html: 'HTML', pdf: 'PDF', markdown: 'Markdown' } as const;
/** After this long without a file something is wrong with the worker; it is said, not hidden. */
const lateMs = 120_000;

/** Links to the files that exist; until all are there it says that they are being rendered, and since when. */
export function ReportFiles({ row, nowMs }: { row: ReportRow; nowMs: number }) {
  const waitingMs = nowMs - Date.parse(row.createdAt);
  const isMissing = row.files.length < fileCount;
  return (
    <>
      {row.files.map((file) => (
        <a key={file.format} className={classes.link} href={file.download} title={`SHA-256 ${file.sha256}`} download>
          {labels[file.format]}
        </a>
      ))}
      {isMissing ? (
        <span className={classes.quiet} role="status">
          rendering… since {durationText(waitingMs)}
          {waitingMs > lateMs ? '; see Activity and Settings, Processes' : ''}
        </span>
      ) : null}
    </>
  );
}
