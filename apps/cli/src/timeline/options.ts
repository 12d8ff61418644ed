import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';
import { type TimeRange, timeRange } from './time-range.ts';

export interface TimelineOptions {
  paths: string[];
  format: 'jsonl' | 'csv';
  range: TimeRange;
  raw: boolean;
  sortByTime: boolean;
  help: boolean;
}

export const usage = `Usage: virga timeline PATH… [--format jsonl|csv] [--from T] [--to T] [--raw] [--sort time]

Reads files and folders of AWS CloudTrail logs (JSON, JSON lines, gzip; {"Records":[…]}, arrays, LookupEvents output; - is
standard input) and prints one event per line to standard output. The last line of standard error is the import ledger, JSON.

  --format jsonl|csv  jsonl when not given
  --from T, --to T    only events between them, both included: 2026-10-01, 2026-10-01T12:30Z; UTC where no zone is written;
                      an end includes the whole day, minute or second that it names
  --raw               adds the raw record as a column
  --sort time         by time, then id; without it, in the order of the input

Exit: 0 everything was read; 1 something was rejected or unreadable, every readable event was printed; 2 wrong usage;
3 the ledger does not balance (a bug). Duplicates are recognised among the first 8,000,000 records (at most 600 MB of memory).
`;

/** Throws UsageError for anything that is not exactly what the usage says. */
export function readOptions(args: string[]): TimelineOptions {
  const { values, positionals } = parse(args);
  const { format, sort } = values;
  if (format !== 'jsonl' && format !== 'csv') throw new UsageError(`--format is jsonl or csv, not ${format}`);
  if (sort !== undefined && sort !== 'time') throw new UsageError(`--sort can only be time, not ${sort}`);
  if (positionals.length === 0 && !values.help) throw new UsageError('name at least one file or folder');
  return {
    paths: positionals,
    format,
    range: timeRange(values.from, values.to),
    raw: values.raw,
    sortByTime: sort === 'time',
    help: values.help,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'jsonl' },
        from: { type: 'string' },
        to: { type: 'string' },
        raw: { type: 'boolean', default: false },
        sort: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
