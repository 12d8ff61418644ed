import { parseArgs } from 'node:util';
import { orUsageError } from '../command.ts';
import { UsageError } from '../usage-error.ts';

export const exportKinds = [
  'bag',
  'events-csv',
  'events-jsonl',
  'report-html',
  'report-pdf',
  'report-markdown',
] as const;
export type ExportKind = (typeof exportKinds)[number];

export interface ExportOptions {
  case: string;
  to: string;
  kind: ExportKind;
  query: string;
  from: string | undefined;
  until: string | undefined;
  isNew: boolean;
  server: string | undefined;
  tokenFile: string | undefined;
}

export const usage = `Usage: virga export --case ID|VC-7 --to FILE|FOLDER [--kind KIND] [--server URL] [--token-file FILE]

Fetches from a running Virga and checks what arrived; a file that exists is not overwritten. KIND is one of
  bag                                     (default) evidence with its custody chain, checked as virga verify does
  events-csv, events-jsonl                the timeline [--query Q] [--from T] [--until T], rows counted against the server's
  report-html, report-pdf, report-markdown   the newest report [--new: written now], checked against its hash

  --server URL       https, or http on this machine; left out: VIRGA_SERVER, else the Virga that runs here
  --token-file FILE  API token, in a file that only you can read (chmod 600); left out: the environment's VIRGA_TOKEN

The token needs evidence:export for a bag (given by its owner with a fresh sign-in), timeline:read for events, report:read
for reports, report:write for --new, case:list for VC-7.
Exit: 0 fetched and checked; 1 not; 2 wrong usage.
`;

export function readOptions(args: string[]): ExportOptions {
  const { values } = orUsageError(() =>
    parseArgs({
      args,
      options: {
        case: { type: 'string' },
        to: { type: 'string' },
        kind: { type: 'string', default: 'bag' },
        query: { type: 'string', default: '' },
        from: { type: 'string' },
        until: { type: 'string' },
        new: { type: 'boolean', default: false },
        server: { type: 'string' },
        'token-file': { type: 'string' },
      },
    }),
  );
  const kind = exportKinds.find((name) => name === values.kind);
  if (!kind) throw new UsageError(`--kind is one of ${exportKinds.join(', ')}, not ${values.kind}`);
  if (!values.case) throw new UsageError('name the case with --case');
  if (!values.to) throw new UsageError('say where to with --to');
  const { query, from, until, server, new: isNew } = values;
  if (!kind.startsWith('events') && (query !== '' || from || until))
    throw new UsageError('--query, --from and --until belong to the kinds events-csv and events-jsonl');
  if (isNew && !kind.startsWith('report')) throw new UsageError('--new belongs to the kinds of reports');
  return { case: values.case, to: values.to, kind, query, from, until, isNew, server, tokenFile: values['token-file'] };
}
