import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Person {
  sub: string;
  email: string;
  name: string;
}

/** A token of somebody else's key, of none, or with the public key taken for a shared secret. */
export type Forgery = 'foreign key' | 'no signature' | 'public key as secret';

export interface Issuer {
  url: string;
  /** What the id token of the next code says; each member may be wrong on purpose. */
  next: { person: Person; nonce: string; challenge: string; claims?: Record<string, unknown>; forged?: Forgery };
  /** What its metadata calls itself, and its tokens with it; null: its own address. */
  poses: string | null;
  /** Problems that the token end noticed. */
  refused: string[];
  close(): Promise<void>;
}

/** A small OpenID Connect issuer: discovery, keys and the token end, with RS256 and a check of PKCE (RFC 7636). */
export async function openIssuer(clientId: string): Promise<Issuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const issuer: Issuer = {
    url: '',
    next: { person: { sub: '', email: '', name: '' }, nonce: '', challenge: '' },
    poses: null,
    refused: [],
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const idToken = () => {
    const now = Math.floor(Date.now() / 1000);
    const { person, nonce, claims, forged } = issuer.next;
    const payload = {
      iss: issuer.poses ?? issuer.url,
      aud: clientId,
      iat: now,
      exp: now + 60,
      nonce,
      ...person,
      ...claims,
    };
    const alg = forged === 'no signature' ? 'none' : forged === 'public key as secret' ? 'HS256' : 'RS256';
    const text = [{ alg, kid: 'k' }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    if (forged === 'no signature') return `${text}.`;
    if (forged === 'public key as secret') {
      const pem = publicKey.export({ type: 'spki', format: 'pem' });
      return `${text}.${createHmac('sha256', pem).update(text).digest('base64url')}`;
    }
    const key = forged ? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey : privateKey;
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const answer = (status: number, value: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (request.url === '/.well-known/openid-configuration') {
      const ends = { authorization_endpoint: '/authorize', token_endpoint: '/token', jwks_uri: '/keys' };
      const urls = Object.fromEntries(Object.entries(ends).map(([key, path]) => [key, issuer.url + path]));
      return answer(200, {
        issuer: issuer.poses ?? issuer.url,
        ...urls,
        id_token_signing_alg_values_supported: ['RS256'],
      });
    }
    if (request.url === '/keys')
      return answer(200, { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', use: 'sig', alg: 'RS256' }] });
    const verifier = new URLSearchParams(body).get('code_verifier') ?? '';
    if (createHash('sha256').update(verifier).digest('base64url') !== issuer.next.challenge) {
      issuer.refused.push('pkce');
      return answer(400, { error: 'invalid_grant' });
    }
    return answer(200, { access_token: 'a', token_type: 'Bearer', id_token: idToken() });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  issuer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return issuer;
}
