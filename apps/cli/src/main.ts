import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Dispatch of `virga COMMAND`. A command is `src/COMMAND/main.ts`; it exports `run(args): Promise<exit code>`, or acts when it
 * is imported, on `process.argv.slice(2)`. Nothing is loaded before it is asked for: `timeline` and `verify` need no server.
 */
const commands: Record<string, string> = {
  timeline: 'read log files into one timeline, without any server',
  import: 'hand files to a case of a running Virga',
  export: 'export evidence with its custody chain',
  verify: 'check exported evidence and its custody chain offline',
  start: 'install, build and start everything',
  doctor: 'say what is missing on this machine and how to fix it',
};

function usage(): string {
  const lines = Object.entries(commands).map(([name, text]) => `  ${name.padEnd(10)}${text}`);
  return `Usage: virga COMMAND …\n\n${lines.join('\n')}\n\nvirga COMMAND --help says more.\n`;
}

async function dispatch(args: string[]): Promise<number> {
  const [command, ...rest] = args;
  if (command === '--help' || command === '-h' || command === 'help') {
    process.stdout.write(usage());
    return 0;
  }
  if (command === undefined || !Object.hasOwn(commands, command)) {
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
