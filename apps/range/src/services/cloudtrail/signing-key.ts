/**
 * The RSA keys that sign digest files: one pair per region, worked out from the seed. A key that anyone can
 * compute protects nothing; it need not, the range only has to be verifiable.
 */
import { checkPrimeSync, createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { createRandom, type Random } from '../../estate/random.ts';

interface SigningKey {
  privateKey: KeyObject;
  /** DER of PKCS#1 RSAPublicKey, as ListPublicKeys returns it. */
  publicKeyDer: Buffer;
  /** 32 hexadecimal digits. */
  fingerprint: string;
}

const EXPONENT = 65_537n;
const keys = new Map<string, SigningKey>();

/** The key of a region; `generation` 0 is today's, 1 the one before it. */
export function signingKey(seed: number, region: string, generation: number): SigningKey {
  const label = `digest-key/${seed}/${region}/${generation}`;
  const known = keys.get(label);
  if (known) return known;
  const random = createRandom(seed, label);
  const p = prime(random);
  let q = prime(random);
  while (q === p) q = prime(random);
  const made = fromPrimes(p, q);
  keys.set(label, made);
  return made;
}

/** A prime of 1024 bits with its two highest bits set, so that a product of two has 2048, and fit for the exponent. */
function prime(random: Random): bigint {
  const bytes = random.bytes(128);
  bytes[0]! |= 0xc0;
  bytes[127]! |= 1;
  let candidate = BigInt(`0x${bytes.toString('hex')}`);
  while ((candidate - 1n) % EXPONENT === 0n || !checkPrimeSync(candidate)) candidate += 2n;
  return candidate;
}

function fromPrimes(p: bigint, q: bigint): SigningKey {
  const d = inverse(EXPONENT, (p - 1n) * (q - 1n));
  const privateKey = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: encode(p * q),
      e: encode(EXPONENT),
      d: encode(d),
      p: encode(p),
      q: encode(q),
      dp: encode(d % (p - 1n)),
      dq: encode(d % (q - 1n)),
      qi: encode(inverse(q, p)),
    },
  });
  const publicKeyDer = createPublicKey(privateKey).export({ format: 'der', type: 'pkcs1' });
  const fingerprint = createHash('sha256').update(publicKeyDer).digest('hex').slice(0, 32);
  return { privateKey, publicKeyDer, fingerprint };
}

function encode(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex').toString('base64url');
}

/** Modular inverse by the extended Euclidean algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [r0, r1] = [modulus, value % modulus];
  let [t0, t1] = [0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [t0, t1] = [t1, t0 - quotient * t1];
  }
  return t0 < 0n ? t0 + modulus : t0;
}
