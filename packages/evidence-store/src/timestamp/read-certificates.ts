import { X509Certificate } from 'node:crypto';

/** Every certificate of a PEM text. Throws when it holds none. */
export function readCertificates(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new TypeError('no certificate in PEM form');
  return blocks.map((block) => new X509Certificate(block));
}
