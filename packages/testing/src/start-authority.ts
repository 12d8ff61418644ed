import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the authority does with the next requests. */
export type AuthorityMood =
  | 'good'
  | 'wrong nonce'
  | 'wrong imprint'
  | 'refused'
  | 'slow'
  | 'huge'
  | 'down'
  | 'redirect'
  | 'page'
  | 'more than one answer';

export interface TestAuthority {
  url: string;
  /** PEM file of its root, and the root of somebody else. */
  rootFile: string;
  foreignRootFile: string;
  mood: AuthorityMood;
  /** Requests that came so far. */
  readonly asked: number;
  stop(): Promise<void>;
}

const section = `[ tsa ]
default_tsa = stamps
[ stamps ]
serial = ./serial
signer_cert = ./tsa.pem
signer_key = ./tsa.key
certs = ./root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.5
digests = sha256
accuracy = secs:1
tsa_name = yes
ess_cert_id_alg = sha256
`;

/** A time-stamp authority of its own: keys, certificates and answers by `openssl ts`, behind a small HTTP server. */
export async function startAuthority(): Promise<TestAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'virga-tsa-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  makeKeys(folder, openssl);
  const state = { mood: 'good' as AuthorityMood, asked: 0 };
  const reply = (query: Uint8Array): Buffer => {
    writeFileSync(join(folder, 'query.tsq'), query);
    openssl('ts', '-reply', '-config', 'tsa.cnf', '-section', 'stamps', '-queryfile', 'query.tsq', '-out', 'reply.tsr');
    return readFileSync(join(folder, 'reply.tsr'));
  };
  const server = createServer((request, answer) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      state.asked += 1;
      serve(state.mood, Buffer.concat(pieces), answer, { openssl, reply, folder });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/stamp`,
    rootFile: join(folder, 'root.pem'),
    foreignRootFile: join(folder, 'foreign.pem'),
    get mood() {
      return state.mood;
    },
    set mood(mood) {
      state.mood = mood;
    },
    get asked() {
      return state.asked;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type OpenSsl = (...args: string[]) => Buffer;

function makeKeys(folder: string, openssl: OpenSsl): void {
  writeFileSync(join(folder, 'tsa.cnf'), section);
  writeFileSync(join(folder, 'serial'), '01\n');
  const usage =
    'basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n';
  writeFileSync(join(folder, 'usage.cnf'), usage);
  for (const name of ['root', 'foreign']) {
    const files = ['-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', '30', '-subj', `/CN=Test ${name}`];
    const extension = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign'];
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...extension);
  }
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'tsa.key',
    '-out',
    'tsa.csr',
    '-subj',
    '/CN=Test authority',
  );
  const signed = ['-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial', '-days', '30', '-extfile', 'usage.cnf'];
  openssl('x509', '-req', '-in', 'tsa.csr', '-out', 'tsa.pem', ...signed);
}

function serve(
  mood: AuthorityMood,
  query: Buffer,
  answer: ServerResponse,
  { openssl, reply, folder }: { openssl: OpenSsl; reply: (query: Uint8Array) => Buffer; folder: string },
): void {
  /** Another request for the hash of this one (an OCTET STRING of 32 bytes), or for a hash of its own. */
  const another = (hash: string, policy: string) => {
    const files = ['-sha256', '-cert', '-tspolicy', policy, '-out', 'other.tsq'];
    openssl('ts', '-query', '-digest', hash, ...files);
    return reply(readFileSync(join(folder, 'other.tsq')));
  };
  const at = query.indexOf(Buffer.from([0x04, 0x20])) + 2;
  const hash = query.toString('hex', at, at + 32);
  const send = (body: Uint8Array) => answer.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(body);
  if (mood === 'good') send(reply(query));
  else if (mood === 'wrong nonce') send(another(hash, '1.2.3.4.1'));
  else if (mood === 'wrong imprint') send(another('ab'.repeat(32), '1.2.3.4.1'));
  else if (mood === 'refused') send(another(hash, '1.9.9.9'));
  else if (mood === 'more than one answer') send(Buffer.concat([reply(query), reply(query)]));
  else if (mood === 'huge') send(Buffer.alloc(8 * 1024 * 1024, 0x30));
  else if (mood === 'down') answer.writeHead(503).end();
  else if (mood === 'redirect') answer.writeHead(307, { location: 'http://127.0.0.1:1/' }).end();
  else if (mood === 'page') answer.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>');
  else answer.writeHead(200, { 'content-type': 'application/timestamp-reply' }).write(Buffer.from([0x30]));
}
