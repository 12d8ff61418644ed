import { readEnv } from '@virga/runtime/env';
import { z } from 'zod';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** Everything the web app reads from its environment; nothing else reads process.env. */
export const envSchema = z
  .object({
    DATABASE_URL: z.string().min(1),
    REDIS_URL: z.string().min(1).optional(),
    VIRGA_HOME: z.string().min(1),
    /** Folder or `s3://bucket/prefix`. */
    EVIDENCE_STORE: z.string().min(1).optional(),
    /** For an S3 store; explicit always, read rights are enough. */
    EVIDENCE_STORE_REGION: z.string().default('us-east-1'),
    EVIDENCE_STORE_ENDPOINT: z.url().optional(),
    EVIDENCE_STORE_ACCESS_KEY: z.string().optional(),
    EVIDENCE_STORE_SECRET_KEY: z.string().optional(),
    /** As the workers have it; shown in Settings. */
    EVIDENCE_STORE_RETENTION_DAYS: z.coerce.number().int().positive().optional(),
    NEXTAUTH_SECRET: z.string().min(32),
    /** Seals second factors; without it they hang on NEXTAUTH_SECRET, and changing that one makes every factor unreadable. */
    VIRGA_FACTOR_SECRET: z.string().min(32).optional(),
    /** Address people type, for example `https://virga.example.org`. Host and Origin are compared with it. */
    NEXTAUTH_URL: z.url({ protocol: /^https?$/ }),
    /** More addresses the same server answers under, comma-separated (a proxy's internal name). */
    VIRGA_HOSTS: z.string().optional(),
    VIRGA_OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
    VIRGA_OIDC_CLIENT_ID: z.string().optional(),
    VIRGA_OIDC_CLIENT_SECRET: z.string().optional(),
    /** True when a proxy of ours sets X-Forwarded-For; otherwise that header is a stranger's claim. */
    VIRGA_TRUST_PROXY: z.stringbool().default(false),
    VIRGA_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  })
  .superRefine((env, context) => {
    const url = new URL(env.NEXTAUTH_URL);
    if (url.protocol === 'http:' && !loopback.test(url.hostname) && !env.VIRGA_TRUST_PROXY)
      context.addIssue({
        code: 'custom',
        path: ['NEXTAUTH_URL'],
        message: 'an address other than this machine needs https, or a named proxy (VIRGA_TRUST_PROXY=true)',
      });
    // Over plain http anybody on the way could answer as the issuer; the OpenID Connect standard asks for https too.
    const issuer = env.VIRGA_OIDC_ISSUER ? new URL(env.VIRGA_OIDC_ISSUER) : null;
    if (issuer?.protocol === 'http:' && !loopback.test(issuer.hostname))
      context.addIssue({
        code: 'custom',
        path: ['VIRGA_OIDC_ISSUER'],
        message: 'an identity provider on another machine needs https',
      });
    if (env.VIRGA_OIDC_ISSUER && !(env.VIRGA_OIDC_CLIENT_ID && env.VIRGA_OIDC_CLIENT_SECRET))
      context.addIssue({
        code: 'custom',
        path: ['VIRGA_OIDC_ISSUER'],
        message: 'OpenID Connect also needs VIRGA_OIDC_CLIENT_ID and VIRGA_OIDC_CLIENT_SECRET',
      });
  });

export type WebEnv = z.output<typeof envSchema>;

let cached: WebEnv | undefined;

export function webEnv(): WebEnv {
  cached ??= readEnv(envSchema);
  return cached;
}

/** Cookies are Secure and `__Host-` prefixed exactly when people come over https. */
export function isHttps(env: Pick<WebEnv, 'NEXTAUTH_URL'>): boolean {
  return env.NEXTAUTH_URL.startsWith('https:');
}
