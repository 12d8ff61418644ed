import { checkoutFolder, virgaHome } from '@virga/runtime';
import { type Finding, findings } from './findings.ts';

const marks = { ok: 'ok     ', warning: 'note   ', fault: 'MISSING' } as const;

/** `npm run doctor`: what is there, what is missing, and the exact fix. Exit 1 when something needed is missing. */
async function main(): Promise<void> {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    process.stdout.write(
      'Usage: virga doctor\n\nSays what is missing on this machine and the exact fix. Exit: 0 Virga can run here; 1 not.\n',
    );
    return;
  }
  const found: Finding[] = await findings(checkoutFolder(import.meta.dirname), virgaHome());
  for (const finding of found) {
    process.stdout.write(`${marks[finding.level]} ${finding.what}\n`);
    if (finding.fix) process.stdout.write(`        fix: ${finding.fix}\n`);
  }
  const faults = found.filter((finding) => finding.level === 'fault').length;
  process.stdout.write(
    faults === 0 ? '\nVirga can run here.\n' : `\n${faults} thing${faults === 1 ? '' : 's'} to fix.\n`,
  );
  process.exitCode = faults ? 1 : 0;
}

await main();
