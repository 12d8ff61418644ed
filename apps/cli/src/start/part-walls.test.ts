import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type WallPlan, wallsOf } from './part-walls.ts';

const execute = promisify(execFile);
let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'virga-walls-'));
  for (const [folder, file] of [
    ['keys', 'keyring.json'],
    ['evidence/case', 'pack-0001.tar'],
    ['uploads', 'part'],
  ] as const) {
    mkdirSync(join(home, folder), { recursive: true, mode: 0o700 });
    writeFileSync(join(home, folder, file), `bytes of ${file}`, { mode: 0o600 });
  }
});
afterAll(() => {
  chmodSync(home, 0o700);
  rmSync(home, { recursive: true, force: true });
});

async function inside(plan: Partial<WallPlan>, line: string): Promise<{ out: string; code: number }> {
  const walls = await wallsOf({
    home,
    readOnly: ['evidence'],
    writable: [],
    hasNetwork: false,
    isSealed: true,
    ...plan,
  });
  if (walls.prefix.length === 0) throw new Error('this machine permits no namespaces: nothing can be shown here');
  const [program, ...args] = [...walls.prefix, '/bin/sh', '-c', line];
  const env = { PATH: '/usr/bin:/bin:/usr/sbin', HOME: '/nonexistent', ...walls.env };
  return execute(program!, args, { env }).then(
    ({ stdout, stderr }) => ({ out: stdout + stderr, code: 0 }),
    (failure: { stdout: string; stderr: string; code: number }) => ({
      out: failure.stdout + failure.stderr,
      code: failure.code,
    }),
  );
}

test('a part without network has no interface that is up [S3.parse-no-network]', async () => {
  const { out } = await inside({}, 'ip -o link 2>/dev/null | grep -c "state UP"; ip -o link | grep -c ,UP');
  expect(out.trim().split(/\s+/)).toEqual(['0', '0']);
});

test('evidence is read, and cannot be written or mounted otherwise [S3.three-rights]', async () => {
  const file = join(home, 'evidence/case/pack-0001.tar');
  expect((await inside({}, `cat ${file}`)).out).toBe('bytes of pack-0001.tar');
  for (const attempt of [
    `echo x > ${file}`,
    `rm ${file}`,
    `touch ${home}/evidence/new`,
    `mount -o remount,bind,rw ${home}/evidence`,
    `umount -l ${home}`,
  ]) {
    const { code, out } = await inside({}, attempt);
    expect(code, `${attempt}: ${out}`).not.toBe(0);
  }
});

test('keys and uploads are out of sight, and nothing else of the machine can be written [S3.three-rights]', async () => {
  expect((await inside({}, `ls ${home}`)).out.split(/\s+/).filter(Boolean)).toEqual(['evidence', 'tmp']);
  expect((await inside({}, `cat ${home}/keys/keyring.json`)).code).not.toBe(0);
  for (const place of [import.meta.dirname, '/etc', '/usr/bin', tmpdir(), '/proc/sys/kernel'])
    expect((await inside({}, `echo x > ${place}/virga-was-here || exit 3`)).code, place).toBe(3);
  expect((await inside({}, 'echo x > $TMPDIR/own && cat $TMPDIR/own')).out).toBe('x\n');
});

test('what another process of the same user holds in its environment cannot be read [S3.three-rights]', async () => {
  const { code, out } = await inside({}, `cat /proc/${process.pid}/environ > /dev/null`);
  expect(code, out).not.toBe(0);
  expect(out).toContain('ermission denied');
});

test('a part with network keeps it, and sees only what is named [S3.three-rights]', async () => {
  const plan = { hasNetwork: true, isSealed: false, writable: ['uploads'] };
  const { out } = await inside(plan, `ip -o link | grep -c ,UP; echo y >> ${home}/uploads/part; ls ${home}`);
  expect(Number(out.split('\n')[0])).toBeGreaterThan(0);
  expect(out).toContain('uploads');
  expect(out).not.toContain('keys');
});

test.runIf(process.getuid?.() === 0)('the same walls stand for an ordinary user [S3.three-rights]', async () => {
  const theirs = mkdtempSync(join(tmpdir(), 'virga-walls-user-'));
  mkdirSync(join(theirs, 'keys'));
  const ordinary = ['--reuid=65534', '--regid=65534', '--clear-groups'];
  await execute('/bin/chown', ['-R', '65534:65534', theirs]);
  const plan: WallPlan = { home: theirs, readOnly: ['evidence'], writable: [], hasNetwork: false, isSealed: true };
  const program = `import(${JSON.stringify(join(import.meta.dirname, 'part-walls.ts'))}).then(async ({ wallsOf }) =>
    console.log(JSON.stringify(await wallsOf(${JSON.stringify(plan)}))))`;
  const env = { PATH: '/usr/bin:/bin:/usr/sbin', HOME: '/nonexistent' };
  const { stdout } = await execute('/usr/bin/setpriv', [...ordinary, process.execPath, '-e', program], { env });
  const walls = JSON.parse(stdout) as { prefix: string[]; env: Record<string, string> };
  expect(walls.prefix).toContain('--map-root-user');
  const line = `ls ${theirs}; ip -o link | grep -c ,UP; touch ${theirs}/evidence/x; grep CapEff /proc/self/status`;
  const seen = await execute('/usr/bin/setpriv', [...ordinary, ...walls.prefix, '/bin/sh', '-c', line], {
    env: { ...env, ...walls.env },
  });
  expect(seen.stdout.split(/\s+/).filter(Boolean)).toEqual(['evidence', 'tmp', '0', 'CapEff:', '0000000000000000']);
  expect(seen.stderr).toContain('Read-only file system');
  rmSync(theirs, { recursive: true, force: true });
});
