import { createHash, verify, type X509Certificate } from 'node:crypto';
import { Constructed, ObjectIdentifier, OctetString, Sequence } from 'asn1js';
import type { Attribute, SignerInfo } from 'pkijs';
import type { ReadTimeStamp } from './read-time-stamp.ts';
import { refusedStamp } from './refused-stamp.ts';

const attribute = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
};
/** SHA-1 is not among them: it signs nothing here. */
const digests: Record<string, string> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
/** Algorithm of the signature → its digest; null: the one that the signer info names. */
const signatures: Record<string, string | null> = {
  '1.2.840.113549.1.1.1': null,
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
};

/**
 * The certificate that signed the stamp: the one in the token that the signed attribute names by its hash (RFC 5816),
 * whose key made the signature over the attributes, which hold the digest of the contents.
 */
export function checkSignature(stamp: ReadTimeStamp): X509Certificate {
  const { signer, content } = stamp;
  const digest = digests[signer.digestAlgorithm.algorithmId];
  const algorithm = signer.signatureAlgorithm.algorithmId;
  const signed = signatures[algorithm];
  if (digest === undefined || signed === undefined)
    throw refusedStamp(`its signature algorithm ${algorithm} is not one that is accepted here`);
  const stated = firstValue(signer, attribute.messageDigest);
  if (!(stated instanceof OctetString) || !equal(stated.getValue(), createHash(digest).update(content).digest()))
    throw refusedStamp('its contents do not have the digest that was signed');
  const type = firstValue(signer, attribute.contentType);
  if (!(type instanceof ObjectIdentifier) || type.valueBlock.toString() !== '1.2.840.113549.1.9.16.1.4')
    throw refusedStamp('what was signed does not call itself a time-stamp');
  const certificate = namedCertificate(stamp);
  // The attributes are signed as a SET (RFC 5652, 5.4), though they stand in the message as [0].
  const attributes = Buffer.from(signer.signedAttrs!.encodedValue);
  attributes[0] = 0x31;
  const value = Buffer.from(signer.signature.valueBlock.valueHexView);
  if (!verify(signed ?? digest, attributes, certificate.publicKey, value))
    throw refusedStamp('its signature is not that of the certificate it names');
  return certificate;
}

function attributesOf(signer: SignerInfo): Attribute[] {
  return signer.signedAttrs?.attributes ?? [];
}

function firstValue(signer: SignerInfo, type: string): unknown {
  const found = attributesOf(signer).filter((one) => one.type === type);
  return found.length === 1 ? (found[0]!.values[0] as unknown) : undefined;
}

/** SigningCertificateV2 { certs { { hashAlgorithm DEFAULT sha256, certHash, … }, … } }; version 1 has SHA-1 always. */
function namedCertificate({ signer, certificates }: ReadTimeStamp): X509Certificate {
  const second = firstValue(signer, attribute.signingCertificateV2);
  const first = childrenOf(childrenOf(childrenOf(second ?? firstValue(signer, attribute.signingCertificate))[0])[0]);
  const hash = first.find((part) => part instanceof OctetString);
  const algorithm = first[0] instanceof Sequence ? childrenOf(first[0])[0] : undefined;
  const named = algorithm instanceof ObjectIdentifier ? digests[algorithm.valueBlock.toString()] : 'sha256';
  const digest = second === undefined ? 'sha1' : named;
  const found =
    hash && digest
      ? certificates.find((one) => equal(hash.getValue(), createHash(digest).update(one.raw).digest()))
      : undefined;
  if (!found) throw refusedStamp('the certificate that it was signed with is not in it');
  return found;
}

function childrenOf(value: unknown): unknown[] {
  return value instanceof Constructed ? value.valueBlock.value : [];
}

function equal(left: ArrayBuffer, right: Uint8Array): boolean {
  return Buffer.from(left).equals(right);
}
