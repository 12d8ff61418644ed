import { expect, test } from 'vitest';
import { envSchema } from './env.ts';

const base = {
  DATABASE_URL: 'x',
  VIRGA_HOME: '/x',
  NEXTAUTH_SECRET: 'x'.repeat(32),
  NEXTAUTH_URL: 'http://127.0.0.1:3000',
};
const faults = (more: Record<string, string>) =>
  envSchema.safeParse({ ...base, ...more }).error?.issues.map((issue) => issue.path[0]);

test('plain http is for this machine only, or behind a named proxy [S5.other-address]', () => {
  expect(faults({})).toBeUndefined();
  expect(faults({ NEXTAUTH_URL: 'http://10.0.0.5:3000' })).toEqual(['NEXTAUTH_URL']);
  expect(faults({ NEXTAUTH_URL: 'http://10.0.0.5:3000', VIRGA_TRUST_PROXY: 'true' })).toBeUndefined();
  expect(faults({ NEXTAUTH_URL: 'https://virga.example.org' })).toBeUndefined();
});

test('a half OpenID Connect setting and a short secret are faults', () => {
  expect(faults({ VIRGA_OIDC_ISSUER: 'https://id.example' })).toEqual(['VIRGA_OIDC_ISSUER']);
  expect(faults({ NEXTAUTH_SECRET: 'short' })).toEqual(['NEXTAUTH_SECRET']);
});

test('an identity provider on another machine is asked over https only', () => {
  const client = { VIRGA_OIDC_CLIENT_ID: 'virga', VIRGA_OIDC_CLIENT_SECRET: 'x' };
  expect(faults({ ...client, VIRGA_OIDC_ISSUER: 'http://id.example' })).toEqual(['VIRGA_OIDC_ISSUER']);
  expect(faults({ ...client, VIRGA_OIDC_ISSUER: 'http://127.0.0.1.id.example' })).toEqual(['VIRGA_OIDC_ISSUER']);
  expect(faults({ ...client, VIRGA_OIDC_ISSUER: 'https://id.example' })).toBeUndefined();
  expect(faults({ ...client, VIRGA_OIDC_ISSUER: 'http://127.0.0.1:4444' })).toBeUndefined();
});
