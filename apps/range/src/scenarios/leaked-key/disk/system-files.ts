/** The ordinary part of the root volume: enough of a Linux system and of the shop to look for something in it. */
import { createRandom } from '../../../estate/random.ts';
import { DAY_MS, HOUR_MS } from '../cast.ts';
import type { DiskFacts } from './facts.ts';
import type { TreeBuilder } from './tree-builder.ts';

const PASSWD = [
  'root:x:0:0:root:/root:/bin/bash',
  'bin:x:1:1:bin:/bin:/sbin/nologin',
  'sshd:x:74:74:Privilege-separated SSH:/usr/share/empty.sshd:/usr/sbin/nologin',
  'nginx:x:991:991:Nginx web server:/var/lib/nginx:/sbin/nologin',
  'ec2-user:x:1000:1000:EC2 Default User:/home/ec2-user:/bin/bash',
  '',
].join('\n');

export function addSystemFiles(tree: TreeBuilder, facts: DiskFacts): void {
  const { imageMs, launchedMs, cast } = facts;
  const firstBoot = launchedMs + 60_000;
  for (const path of [
    '/boot',
    '/dev',
    '/proc',
    '/sys',
    '/run',
    '/usr/bin',
    '/usr/sbin',
    '/var/lib',
    '/var/tmp',
    '/opt',
  ])
    tree.directory(path, imageMs);
  tree.directory('/tmp', imageMs, { mode: 0o1777 });
  tree.directory('/root', imageMs, { mode: 0o550 });
  tree.directory('/root/.ssh', imageMs, { mode: 0o700 });
  tree.directory('/home/ec2-user', firstBoot, { mode: 0o700, uid: 1000, gid: 1000 });
  tree.file(
    '/etc/os-release',
    'NAME="Amazon Linux"\nVERSION="2023"\nID="amzn"\nID_LIKE="fedora"\nVERSION_ID="2023"\n',
    imageMs,
  );
  tree.file('/etc/passwd', PASSWD, imageMs, { modifiedMs: firstBoot });
  tree.file('/etc/hostname', 'shop-web-1\n', firstBoot);
  tree.file('/etc/machine-id', `${createRandom(cast.seed, 'machine-id').bytes(16).toString('hex')}\n`, firstBoot, {
    mode: 0o444,
  });
  tree.file(
    '/etc/ssh/sshd_config',
    'PermitRootLogin prohibit-password\nPasswordAuthentication no\nUsePAM yes\n',
    imageMs,
    { mode: 0o600 },
  );
  tree.file('/etc/cron.d/0hourly', 'SHELL=/bin/bash\n01 * * * * root run-parts /etc/cron.hourly\n', imageMs);
  tree.file(
    '/etc/nginx/nginx.conf',
    'user nginx;\nserver { listen 80; root /srv/shop/public; location ~ \\.php$ { fastcgi_pass unix:/run/php.sock; } }\n',
    firstBoot + 90_000,
  );
  tree.file('/usr/bin/bash', binary(facts, 'bash', 48_000), imageMs, { mode: 0o755, accessedMs: cast.nowMs - HOUR_MS });
  tree.file('/usr/sbin/nginx', binary(facts, 'nginx', 60_000), firstBoot + 80_000, { mode: 0o755 });
  tree.file('/usr/bin/amazon-ssm-agent', binary(facts, 'amazon-ssm-agent', 90_000), imageMs, { mode: 0o755 });
  tree.link('/bin', 'usr/bin', imageMs);
  tree.file(
    '/home/ec2-user/.bash_history',
    ['sudo systemctl status shop', 'sudo journalctl -u shop -n 100', 'df -h', 'exit', ''].join('\n'),
    firstBoot + DAY_MS,
    { mode: 0o600, uid: 1000, gid: 1000, modifiedMs: cast.attackMs - 20 * HOUR_MS },
  );
  tree.file(
    '/home/ec2-user/.ssh/authorized_keys',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE9wZXJhdG9yc2tleW9mdGhlc2hvcHRlYW0wMDAw ops-2024\n',
    firstBoot,
    { mode: 0o600, uid: 1000, gid: 1000 },
  );
  addShop(tree, facts, firstBoot + 180_000);
}

function addShop(tree: TreeBuilder, facts: DiskFacts, madeMs: number): void {
  const shop = { uid: 991, gid: 991 };
  tree.file('/srv/shop/server.js', "import { serve } from './lib/serve.js';\nserve({ port: 8080 });\n", madeMs, shop);
  tree.file('/srv/shop/package.json', '{ "name": "shop", "version": "4.41.0", "type": "module" }\n', madeMs, shop);
  tree.file('/srv/shop/public/index.html', '<!doctype html><title>Nordwind</title><h1>Nordwind</h1>\n', madeMs, shop);
  tree.file('/srv/shop/public/assets/app.css', 'body { font-family: sans-serif; }\n', madeMs, shop);
  tree.file('/srv/shop/public/assets/logo.png', binary(facts, 'logo', 9000), madeMs, shop);
  tree.file('/srv/shop/.env', 'DATABASE_SECRET=shop/database\nPAYMENT_URL=https://pay.example\n', madeMs, {
    ...shop,
    mode: 0o640,
  });
}

function binary(facts: DiskFacts, name: string, sizeBytes: number): Buffer {
  return createRandom(facts.cast.seed, `file-${name}`).bytes(sizeBytes);
}
