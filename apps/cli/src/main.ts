import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Dispatch of `virga COMMAND`. A command is `src/COMMAND/main.ts`; it exports `run(args): Promise<exit code>`, or acts when it
 * is imported, on `process.argv.slice(2)`. Nothing is loaded before it is asked for: `timeline` and `verify` need no server.
 */
const commands: Record<string, Record<string, string>> = {
  'on files, without any server': {
    timeline: 'read log files into one timeline',
    verify: 'check exported evidence and its custody chain',
  },
  'with a server and an API token': {
    import: 'hand files to a case as evidence',
    export: 'fetch evidence, events or a report of a case, checked against its hash',
  },
  'on the installation of this machine': {
    start: 'install, build and start everything',
    doctor: 'say what is missing on this machine and how to fix it',
    backup: 'make a backup while everything runs',
    restore: 'restore a backup into an empty installation',
    keys: 'show fingerprints of the keys, or rotate them',
    'reset-admin': 'give an admin who lost it a new way in',
  },
};

function usage(): string {
  const parts = Object.entries(commands).map(([where, group]) => {
    const lines = Object.entries(group).map(([name, text]) => `  ${name.padEnd(13)}${text}`);
    return `${where}:\n${lines.join('\n')}`;
  });
  return `Usage: virga COMMAND …\n\n${parts.join('\n\n')}\n\nvirga COMMAND --help says more.\n`;
}

async function dispatch(args: string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === '--help' || command === '-h' || command === 'help') {
    process.stdout.write(usage());
    return 0;
  }
  if (command === undefined || !Object.values(commands).some((group) => Object.hasOwn(group, command))) {
    process.stderr.write(`${command === undefined ? '' : `virga: there is no command ${command}\n\n`}${usage()}`);
    return 2;
  }
  const module = new URL(`./${command}/main.ts`, import.meta.url);
  if (!existsSync(module)) {
    process.stderr.write(`virga: ${command} is not part of this checkout\n`);
    return 2;
  }
  process.argv = [process.argv[0]!, fileURLToPath(module), ...rest];
  const loaded = (await import(module.href)) as { run?: (args: string[]) => Promise<number> };
  return loaded.run ? loaded.run(rest) : Number(process.exitCode ?? 0);
}

process.exitCode = await dispatch(process.argv.slice(2));
