#!/usr/bin/env node
// `virga`: plain JavaScript for whatever Node is there; everything behind it runs on the pinned Node 24 of this checkout.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..', '..');
const pinnedNode = join(root, 'node_modules', 'node', 'bin', 'node');
const command = process.argv[2];

if (command === 'start' || command === 'doctor') {
  // They complete the installation first, which needs no Node 24 yet.
  await import('./bootstrap.mjs');
} else if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import('../src/main.ts');
} else if (existsSync(pinnedNode)) {
  again();
} else {
  process.stderr.write(`virga: the pinned Node 24 is not installed yet: run "npm install" in ${root}\n`);
  process.exitCode = 1;
}

/** The same command line under Node 24, with the same three streams, its exit code and signals passed on. */
function again() {
  const child = spawn(pinnedNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both: wait for the child to end in its own way. Others are handed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    process.stderr.write(`virga: ${pinnedNode} cannot be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}
