import type { X509Certificate } from 'node:crypto';
import { Certificate } from 'pkijs';
import { refusedStamp } from './refused-stamp.ts';

const timeStamping = '1.3.6.1.5.5.7.3.8';
const extendedKeyUsage = '2.5.29.37';
const longestChain = 8;

/**
 * The signer is made for time-stamping and nothing else (RFC 3161, 2.3), and a chain of certificates, valid at the stamped
 * time, leads from it to one that is trusted here: that one is returned. Revocation is not asked for: it would be a request at run time.
 */
export function checkTrust(
  signer: X509Certificate,
  sent: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  at: Date,
): X509Certificate {
  const usage = Certificate.fromBER(Uint8Array.from(signer.raw).buffer).extensions?.find(
    ({ extnID }) => extnID === extendedKeyUsage,
  );
  if (!usage?.critical || signer.keyUsage?.join() !== timeStamping)
    throw refusedStamp('its certificate is not one for time-stamping only');
  const anchors = new Set(trusted.map(({ fingerprint256 }) => fingerprint256));
  const known = [...trusted, ...sent];
  let current = signer;
  for (let depth = 0; depth < longestChain; depth += 1) {
    if (at < current.validFromDate || at > current.validToDate)
      throw refusedStamp(`the certificate ${oneLine(current.subject)} was not valid at the stamped time`);
    if (anchors.has(current.fingerprint256)) return current;
    const issuer = known.find((one) => one.ca && isIssuedBy(current, one));
    if (!issuer || issuer.fingerprint256 === current.fingerprint256) break;
    current = issuer;
  }
  throw refusedStamp(
    `its certificate (${oneLine(signer.subject)}) does not lead to an authority that is trusted here; VIRGA_TSA_CA names those`,
  );
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function oneLine(subject: string): string {
  return subject.split('\n').reverse().join(', ');
}
