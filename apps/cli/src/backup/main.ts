import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { visibleText } from '@virga/domain';
import { orUsageError, runCommand } from '../command.ts';
import { writeBackupRecord } from '../local/backup-record.ts';
import { describeBytes } from '../local/describe-bytes.ts';
import { withInstallation } from '../local/with-installation.ts';
import { UsageError } from '../usage-error.ts';

const usage = `Usage: virga backup --to PATH

Makes a backup of this installation (VIRGA_HOME) while it runs: database, sealed evidence, files that arrived, settings.
PATH ending in .tar is that file; a folder that exists gets a new .tar named by the time; anything else becomes a folder.
Nothing is overwritten. The keys are never inside: what else is not is said at the end and in its manifest.json.

Exit: 0 done; 1 not done, and nothing is left behind; 2 wrong usage.
`;

interface Summary {
  place: string;
  manifestSha256: string;
  bytes: number;
  rows: number;
  items: number;
  cases: { number: number; verdict: string }[];
  notInside: string[];
}

export function run(args: string[]): Promise<number> {
  return runCommand('backup', usage, args, async () => {
    const { values } = orUsageError(() => parseArgs({ args, options: { to: { type: 'string' } } }));
    if (!values.to) throw new UsageError('say where to with --to');
    // The step runs in this folder too, but the record is read from anywhere.
    const to = resolve(values.to);
    await withInstallation('present', async (step, home) => {
      const summary = await step<Summary>('backup', { to });
      const { place, manifestSha256 } = summary;
      writeBackupRecord(home, { at: new Date().toISOString(), place, manifestSha256 });
      process.stdout.write(describe(summary));
    });
    return 0;
  });
}

function describe({ place, manifestSha256, bytes, rows, items, cases, notInside }: Summary): string {
  const broken = cases.filter((one) => !['intact', 'only self-consistent'].includes(one.verdict));
  return [
    `Backup ${visibleText(place)} (${describeBytes(bytes)}): ${cases.length} cases, ${items} evidence items, ${rows} rows.`,
    `SHA-256 of its manifest: ${manifestSha256} (keep it apart: it vouches for every other hash)`,
    ...broken.map((one) => `The custody chain of VC-${one.number} was not intact before the backup: ${one.verdict}`),
    'Not inside:',
    ...notInside.map((sentence) => `  - ${sentence}`),
    '',
  ].join('\n');
}
