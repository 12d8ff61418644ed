import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { canReach, openFolderFor, serverAccount } from './account.ts';

it.runIf(process.getuid?.() === 0)('as root PostgreSQL runs as the first of virga, postgres and nobody', () => {
  const root = 'root:x:0:0:root:/root:/bin/bash';
  const nobody = 'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin';
  expect(serverAccount([root, nobody].join('\n'))).toEqual({ uid: 65534, gid: 65534 });
  expect(serverAccount([root, nobody, 'postgres:x:101:104::/:/bin/sh'].join('\n'))).toEqual({ uid: 101, gid: 104 });
  expect(() => serverAccount(root)).toThrow(/no account/);
});

it('a path is reachable when every folder above it may be entered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'virga-account-'));
  const stranger = { uid: 4242, gid: 4242 };
  mkdirSync(join(folder, 'inner'));
  chmodSync(folder, 0o700);
  expect(await canReach(stranger, join(folder, 'inner', 'data'))).toBe(false);
  chmodSync(folder, 0o711);
  expect(await canReach(stranger, join(folder, 'inner', 'data'))).toBe(true);
  rmSync(folder, { recursive: true });
});

it('each place has one open folder of its own', () => {
  expect(openFolderFor('/root/a')).toMatch(/^\/var\/lib\/virga\/[0-9a-f]{16}$/);
  expect(openFolderFor('/root/a')).toBe(openFolderFor('/root/x/../a'));
  expect(openFolderFor('/root/a')).not.toBe(openFolderFor('/root/b'));
});
