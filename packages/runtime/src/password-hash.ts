import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** argon2id (RFC 9106) with the parameters of OWASP's password storage cheat sheet; memory in KiB. */
const parameters = { memory: 19_456, passes: 2, parallelism: 1 };
const saltBytes = 16;
const tagBytes = 32;
const derive = promisify(argon2);

/** PHC string: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`, base64 without padding. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const tag = await tagOf(password, salt, parameters, tagBytes);
  const { memory, passes, parallelism } = parameters;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
}

const form = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const nobody = `$argon2id$v=19$m=19456,t=2,p=1$${unpadded(Buffer.alloc(saltBytes))}$${unpadded(Buffer.alloc(tagBytes))}`;

/**
 * True when `password` made `phc`. With null (unknown user, account without a password) it does the same work and answers
 * false, so that the time tells nothing.
 */
export async function verifyPassword(password: string, phc: string | null): Promise<boolean> {
  const match = form.exec(phc ?? nobody);
  if (!match) throw new TypeError('not an argon2id PHC string');
  const [, memory, passes, parallelism, salt, expected] = match;
  const wanted = Buffer.from(expected!, 'base64');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const tag = await tagOf(password, Buffer.from(salt!, 'base64'), cost, wanted.length);
  return timingSafeEqual(tag, wanted) && phc !== null;
}

/** A password that a person can read aloud once: 20 characters of an alphabet without look-alikes, about 98 bits. */
export function randomPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const usable = 256 - (256 % alphabet.length);
  let letters = '';
  while (letters.length < 20) {
    for (const byte of randomBytes(32))
      if (byte < usable && letters.length < 20) letters += alphabet[byte % alphabet.length];
  }
  return letters.replace(/(.{5})(?=.)/g, '$1-');
}

async function tagOf(password: string, salt: Buffer, cost: typeof parameters, tagLength: number): Promise<Buffer> {
  // NFKC: the same password typed on another keyboard or system gives the same bytes (RFC 8265).
  const message = Buffer.from(password.normalize('NFKC'), 'utf8');
  return Buffer.from(await derive('argon2id', { message, nonce: salt, tagLength, ...cost }));
}

function unpadded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}
