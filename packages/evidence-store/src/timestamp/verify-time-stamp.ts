import type { X509Certificate } from 'node:crypto';
import { type ReadTimeStamp, readTimeStamp } from './read-time-stamp.ts';
import { refusedStamp } from './refused-stamp.ts';
import { checkSignature } from './stamp-signature.ts';
import { checkTrust } from './stamp-trust.ts';
import { sha256Oid } from './time-stamp-request.ts';

export interface StampExpectation {
  /** SHA-256 hex of what must have been stamped. */
  sha256: string;
  /** Hex of the request's nonce; null when an old answer is checked again. */
  nonce: string | null;
  /** OID that the stamp must carry, or null. */
  policy: string | null;
  /** PEM certificates that may vouch for the authority. */
  trusted: readonly X509Certificate[];
}

export interface TimeStamp {
  /** ISO 8601, the authority's clock. */
  at: string;
  /** Subject of the certificate that signed, on one line. */
  authority: string;
  policy: string;
  /** Hex. */
  serial: string;
  /** PEM of the trusted certificate that the chain ended at. */
  root: string;
}

/** Checks status, imprint, nonce, policy, signature and chain of an answer. Throws `evidence.stamp_refused` with the reason. */
export function verifyTimeStamp(response: Uint8Array, expected: StampExpectation): TimeStamp {
  const stamp = readTimeStamp(response);
  checkContents(stamp, expected);
  const signer = checkSignature(stamp);
  const root = checkTrust(signer, stamp.certificates, expected.trusted, stamp.info.genTime);
  return {
    at: stamp.info.genTime.toISOString(),
    authority: signer.subject.split('\n').reverse().join(', '),
    policy: stamp.info.policy,
    serial: hex(stamp.info.serialNumber.valueBlock.valueHexView),
    root: root.toString(),
  };
}

function checkContents({ info }: ReadTimeStamp, expected: StampExpectation): void {
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (hashAlgorithm.algorithmId !== sha256Oid || hex(hashedMessage.valueBlock.valueHexView) !== expected.sha256)
    throw refusedStamp('it is over another hash than the one that was sent');
  const nonce = info.nonce ? hex(info.nonce.valueBlock.valueHexView) : null;
  if (expected.nonce !== null && nonce !== expected.nonce)
    throw refusedStamp('its nonce is not the one that was sent; it may be an old answer');
  if (expected.policy !== null && info.policy !== expected.policy)
    throw refusedStamp(`its policy is ${info.policy}, and ${expected.policy} was asked for`);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
