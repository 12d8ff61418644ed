import { existsSync } from 'node:fs';
import { run } from './repository.ts';

/** Programs the tests run for real, by the Debian package that brings them. */
const needed = [
  { package: 'chromium', path: '/usr/bin/chromium' },
  { package: 'redis-server', path: '/usr/bin/redis-server' },
  { package: 'sleuthkit', path: '/usr/bin/fls' },
  { package: 'e2fsprogs', path: '/sbin/mke2fs' },
  { package: 'awscli', path: '/usr/bin/aws' },
  { package: 'openssl', path: '/usr/bin/openssl' },
];

/** Installs what is missing where that is possible (root with apt-get); otherwise one line says what to install. */
export async function provideDebianTools(): Promise<string | null> {
  const missing = needed.filter((tool) => !existsSync(tool.path)).map((tool) => tool.package);
  if (missing.length === 0) return null;
  const sentence = `the tests need: apt-get install ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return sentence;
  process.stderr.write(`Installing ${missing.join(', ')} …\n`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('/usr/bin/apt-get', ['update', '-qq'], { env });
  const installed = await run('/usr/bin/apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
    env,
  });
  return installed.code === 0 ? null : `${sentence}\n${installed.output.split('\n').slice(-5).join('\n')}`;
}
