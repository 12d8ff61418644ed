// First step of every npm script: plain JavaScript, no dependencies, any Node >= 20.19.
// It completes the installation and hands over to the pinned Node 24 in node_modules.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const scripts = {
  start: 'apps/cli/src/start/main.ts',
  doctor: 'apps/cli/src/doctor/main.ts',
  test: 'packages/house-rules/src/run-tests.ts',
  'test:oracle': 'packages/house-rules/src/run-lane.ts',
  'test:long': 'packages/house-rules/src/run-lane.ts',
  'test:faults': 'packages/house-rules/src/run-faults.ts',
  check: 'packages/house-rules/src/check.ts',
  bench: 'bench/src/main.ts',
  shots: 'e2e/src/shots/main.ts',
  'db:migration': 'packages/house-rules/src/db-migration.ts',
  docs: 'packages/house-rules/src/generate-docs.ts',
};
const needBytes = 3 * 1024 ** 3;

/** Ends with one sentence: what is wrong and the exact fix. */
function stop(sentence) {
  process.stderr.write(`virga: ${sentence}\n`);
  process.exit(1);
}

function checkMachine() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    stop(
      `Node ${process.versions.node} is too old: install Node 20.19 or newer (https://nodejs.org), then run this again.`,
    );
  try {
    accessSync(root, constants.W_OK);
  } catch {
    stop(`The folder ${root} cannot be written by this user: run as its owner, or: chown -R "$(id -un)" "${root}"`);
  }
}

/** The inputs of an installation: when they have not changed since it finished, there is nothing to install. */
function installHash() {
  const hash = createHash('sha256');
  for (const name of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(root, name)));
  return hash.digest('hex');
}

const stamp = join(root, 'node_modules', '.virga-installed');

function isInstalled() {
  if (!existsSync(stamp) || !existsSync(join(root, 'node_modules/node/bin/node'))) return false;
  return readFileSync(stamp, 'utf8') === installHash();
}

function npmCommand() {
  const execPath = process.env.npm_execpath;
  if (execPath && /npm-cli\.c?js$/.test(execPath)) return [process.execPath, execPath];
  return ['npm'];
}

function install() {
  const free = statfsSync(root);
  if (free.bavail * free.bsize < needBytes && !existsSync(stamp))
    stop(
      `The disk of ${root} has ${Math.floor((free.bavail * free.bsize) / 1024 ** 2)} MiB free; the installation needs 3 GiB. Make room, then run this again.`,
    );
  process.stderr.write(
    existsSync(join(root, 'node_modules'))
      ? 'Completing the installation …\n'
      : 'Installing packages (about a minute) …\n',
  );
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  const logPath = join(root, 'node_modules', '.virga-install.log');
  const log = openSync(logPath, 'w');
  const [command, ...prefix] = npmCommand();
  const result = spawnSync(command, [...prefix, 'install', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', log, log],
  });
  if (result.status !== 0 || !existsSync(join(root, 'node_modules/node/bin/node'))) {
    const tail = readFileSync(logPath, 'utf8').trim().split('\n').slice(-6).join('\n  ');
    stop(
      `npm install did not finish${result.error ? ` (${result.error.message})` : ''}. Its last lines (all in ${logPath}):\n  ${tail}`,
    );
  }
  writeFileSync(stamp, installHash());
}

const [command, ...rest] = process.argv.slice(2);
if (!command || !(command in scripts))
  stop(`Unknown command "${command ?? ''}". There are: ${Object.keys(scripts).join(', ')}.`);
checkMachine();
if (!isInstalled() && !(command === 'doctor' && existsSync(join(root, 'node_modules/node/bin/node')))) install();
const node = join(root, 'node_modules/node/bin/node');
const passed = command.startsWith('test:') ? [command.slice(5), ...rest] : rest;
const environment = {
  ...process.env,
  PATH: `${join(root, 'node_modules/.bin')}:${dirname(node)}:${process.env.PATH ?? ''}`,
};
const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, scripts[command]), ...passed], {
  cwd: root,
  stdio: 'inherit',
  env: environment,
});
// Ctrl-C reaches the whole group; the child decides when it is done. Only a direct SIGTERM has to be handed on.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => child.kill('SIGTERM'));
process.on('SIGHUP', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(signal ? 128 : (code ?? 1)));
