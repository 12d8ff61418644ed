import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './repository.ts';

/** What opens a connection, by import or by global. Types alone open nothing. */
const openers = [
  /from '(?:node:)?(?:https?|http2|net|tls|dgram|dns|dns\/promises|undici|axios|got|ky|ws|node-fetch|superagent)'/,
  /(?<![.\w'"`-])fetch\(/,
  /\bnew (?:WebSocket|EventSource|XMLHttpRequest)\(/,
  /from '@(?:smithy\/node-http-handler|smithy\/fetch-http-handler|kubernetes\/client-node|azure\/[a-z-]+|google-cloud\/[a-z-]+)'/,
  /from '@aws-sdk\/(?:client-|lib-|credential-)[a-z0-9-]+'/,
];

/** Parts of those modules that only look at an address or hold certificates. */
const harmless =
  /import \{(?:\s*(?:type \w+|isIP|isIPv4|isIPv6|BlockList|rootCertificates),?)+\s*\} from 'node:(?:net|tls|http|https)';/g;

/** Everywhere else a request would leave by a door that checks nothing. Each entry says why this one may. */
const mayConnect: { path: RegExp; why: string }[] = [
  { path: /^packages\/cloud\//, why: 'the egress door itself' },
  {
    path: /^packages\/(sources|response)\//,
    why: 'commands and types of SDK clients that a session of packages/cloud made',
  },
  { path: /^packages\/evidence-store\/src\/s3\//, why: 'the store that server settings name' },
  { path: /^packages\/runtime\/src\/(postgres\/|free-port|network-guard)/, why: 'our own database on 127.0.0.1' },
  { path: /^apps\/web\/src\/contract\/client/, why: 'the browser talks to its own origin' },
  {
    path: /^apps\/web\/src\/(screens|contract)\//,
    why: 'runs in the browser, whose policy allows its own origin only',
  },
  { path: /^apps\/worker\/src\/(walls|setup)\//, why: 'measures its own loopback; deploys the range template' },
  { path: /^apps\/cli\//, why: 'the person’s own command line: own web app, or the server it was told' },
  { path: /^apps\/range\//, why: 'plays the cloud; not in production images' },
  { path: /^(packages\/(testing|house-rules)|e2e|bench)\//, why: 'tests and tools of the house' },
];
const testCode = /\.(test|integration\.test|oracle\.test|long\.test)\.ts$|\/testing\/|\/conformance\/|under-test/;

/** The line that opens a connection outside the doors, or null. Exported for its own test. */
export function foreignDoor(path: string, text: string): string | null {
  if (testCode.test(path) || mayConnect.some((door) => door.path.test(path))) return null;
  const opening = text.replaceAll(harmless, '');
  const lines = opening.split('\n').filter((line) => !/^\s*(\/\/|\*|\/\*|import type )/.test(line));
  return lines.find((line) => openers.some((opener) => opener.test(line)))?.trim() ?? null;
}

/** One egress door (security.md): nothing outside packages/cloud and the places named above opens a connection. */
export async function checkNetworkDoors(): Promise<{ passed: boolean; detail: string }> {
  const listed = await run('git', ['ls-files', '-co', '--exclude-standard', 'apps', 'packages']);
  const files = listed.output
    .split('\n')
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.includes('/generated/'));
  const complaints = files.flatMap((path) => {
    const line = foreignDoor(path, read(path));
    return line ? [`${path}: opens a connection outside the egress door: ${line}`] : [];
  });
  if (files.length < 50) complaints.unshift(`only ${files.length} files seen`);
  const unused = mayConnect.filter((door) => !files.some((path) => door.path.test(path)));
  for (const door of unused) complaints.push(`network-doors.ts names ${door.path}, which is not there`);
  return { passed: complaints.length === 0, detail: complaints.join('\n') || `${files.length} files` };
}

/** Listed by git and removed since is no file to look at. */
function read(path: string): string {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return '';
  }
}
