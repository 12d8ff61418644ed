import { parseArgs } from 'node:util';
import { orUsageError } from '../command.ts';
import { UsageError } from '../usage-error.ts';

export interface ImportOptions {
  paths: string[];
  case: { said: string } | { newName: string };
  server: string | undefined;
  tokenFile: string | undefined;
  title: string | undefined;
  wait: boolean;
}

export const usage = `Usage: virga import PATH… --case ID|VC-7 | --new-case NAME [--server URL] [--token-file FILE] [--title TEXT] [--wait]

Sends files and folders to a running Virga as one evidence item, hashed here and on arrival. Run again after a break, it
goes on where it stopped. The last line of standard error is one JSON object: what was sent and, with --wait, the ledger.

  --case ID|VC-7     a case that the token may touch; --new-case NAME opens one (the token's owner must be a lead)
  --server URL       https, or http on this machine; left out: VIRGA_SERVER, else the Virga that runs here
  --token-file FILE  API token, in a file that only you can read (chmod 600); left out: the environment's VIRGA_TOKEN
  --title TEXT       of the evidence item; left out: the first path
  --wait             until everything is sealed and parsed

The token needs evidence:read and evidence:upload; --wait acquisition:read; --new-case case:create and case:read; VC-7 case:list.
Exit: 0 all of it arrived (with --wait: and is accounted for); 1 not, or something was rejected; 2 wrong usage; 3 the
ledger does not balance (a bug).
`;

export function readOptions(args: string[]): ImportOptions {
  const { values, positionals: paths } = orUsageError(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        case: { type: 'string' },
        'new-case': { type: 'string' },
        server: { type: 'string' },
        'token-file': { type: 'string' },
        title: { type: 'string' },
        wait: { type: 'boolean', default: false },
      },
    }),
  );
  const { case: said, 'new-case': newName, server, title, wait } = values;
  if (paths.length === 0) throw new UsageError('name at least one file or folder');
  if ((said === undefined) === (newName === undefined)) throw new UsageError('name one of --case and --new-case');
  const target = said === undefined ? { newName: newName! } : { said };
  return { paths, case: target, server, tokenFile: values['token-file'], title, wait };
}
