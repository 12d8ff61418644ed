/** Log files of the web instance: what a busy server writes, with the intrusion in its place. */
import { createRandom } from '../../../estate/random.ts';
import { DAY_MS, HOUR_MS } from '../cast.ts';
import { type DiskFacts, HOST_MINUTES } from './facts.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

/** `Nov 19 12:52:04`, the syslog time without a year. */
function syslogTime(ms: number): string {
  const date = new Date(ms);
  const day = String(date.getUTCDate()).padStart(2, ' ');
  return `${MONTHS[date.getUTCMonth()]} ${day} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
}

/** `19/Nov/2026:12:52:04 +0000`, as web servers write it. */
function webTime(ms: number): string {
  const date = new Date(ms);
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`;
  return `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${clock} +0000`;
}

type Line = [atMs: number, text: string];

function sorted(lines: Line[]): string {
  return `${lines
    .sort((a, b) => a[0] - b[0])
    .map(([, text]) => text)
    .join('\n')}\n`;
}

/** sshd and sudo: guesses from everywhere, the operators from the office, one login with the planted key. */
export function authLog({ cast, at }: DiskFacts): string {
  const random = createRandom(cast.seed, 'auth.log');
  const lines: Line[] = [];
  const add = (ms: number, process: string, text: string): void => {
    lines.push([ms, `${syslogTime(ms)} shop-web-1 ${process}[${random.between(900, 32_000)}]: ${text}`]);
  };
  for (let i = 0; i < 240; i++) {
    const ms = cast.nowMs - random.between(1, 6 * 24 * 60) * 60_000;
    const user = random.pick(['root', 'admin', 'oracle', 'ubuntu', 'git', 'test']);
    add(
      ms,
      'sshd',
      `Invalid user ${user} from 198.51.100.${random.between(120, 250)} port ${random.between(30_000, 60_000)}`,
    );
  }
  for (let day = 1; day < 6; day++) {
    const ms = cast.nowMs - day * DAY_MS - random.between(1, 5) * HOUR_MS;
    add(
      ms,
      'sshd',
      `Accepted publickey for ec2-user from ${cast.origins.office.ip} port ${random.between(40_000, 60_000)} ssh2: ED25519 SHA256:Vq1mYb5m2v8iJrBzJ7z0iTtPhuO9yY1xkq3RrDkQm0E`,
    );
    add(
      ms + 90_000,
      'sudo',
      'ec2-user : TTY=pts/0 ; PWD=/home/ec2-user ; USER=root ; COMMAND=/usr/bin/systemctl status shop',
    );
  }
  const login = at(HOST_MINUTES.sshLogin);
  add(
    login,
    'sshd',
    `Accepted publickey for root from ${cast.origins.attacker.ip} port 50122 ssh2: ED25519 SHA256:0e5Jc7mS9hTqk2yPnWvE1uXo4rLzF8bQdGtYaKi3Rs8`,
  );
  add(login + 1000, 'sshd', 'pam_unix(sshd:session): session opened for user root(uid=0) by (uid=0)');
  add(login + 23 * 60_000, 'sshd', 'pam_unix(sshd:session): session closed for user root');
  return sorted(lines);
}

/** nginx: shoppers, and a few requests for a picture that is none. */
export function accessLog({ cast, at }: DiskFacts): string {
  const random = createRandom(cast.seed, 'access.log');
  const lines: Line[] = [];
  const add = (ms: number, ip: string, request: string, status: number, bytes: number, agent: string): void => {
    lines.push([ms, `${ip} - - [${webTime(ms)}] "${request} HTTP/1.1" ${status} ${bytes} "-" "${agent}"`]);
  };
  const browser =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
  for (let i = 0; i < 900; i++) {
    const ms = cast.nowMs - random.between(1, 4 * 24 * 3600) * 1000;
    const path = random.pick([
      '/',
      '/catalog',
      '/cart',
      `/item/${random.between(100, 999)}`,
      '/assets/app.css',
      '/healthz',
    ]);
    add(
      ms,
      `198.51.100.${random.between(100, 250)}`,
      `GET ${path}`,
      random.chance(0.96) ? 200 : 404,
      random.between(200, 40_000),
      browser,
    );
  }
  const used = at(HOST_MINUTES.webShellUsed);
  const commands = [
    'id',
    'uname%20-a',
    'cat%20/etc/passwd',
    'ss%20-tnp',
    'curl%20-s%20http://169.254.169.254/latest/meta-data/iam/security-credentials/',
  ];
  commands.forEach((command, i) => {
    add(
      used + i * 41_000,
      cast.origins.attackerHost.ip,
      `GET /assets/.thumb.php?c=${command}`,
      200,
      random.between(60, 2400),
      'curl/7.88.1',
    );
  });
  return sorted(lines);
}

/** The SSM agent's own log names the command that came through Systems Manager. */
export function agentLog({ at, instanceId }: DiskFacts): string {
  const stamp = (ms: number): string => new Date(ms).toISOString().replace('T', ' ').slice(0, 19);
  const ms = at(HOST_MINUTES.command);
  const id = 'c7d1f4a2-51d8-4f0e-9c35-6f1b1a7e0d42';
  return [
    `${stamp(ms)} INFO [ssm-agent-worker] [MessageService] received message for command ${id} on ${instanceId}`,
    `${stamp(ms)} INFO [ssm-agent-worker] [MessageService] [EngineProcessor] [OutOfProcExecuter] ${id} document AWS-RunShellScript starting`,
    `${stamp(ms + 410_000)} INFO [ssm-agent-worker] [MessageService] sending reply for ${id}: Success`,
    '',
  ].join('\n');
}
