import { randomBytes } from 'node:crypto';
import { Integer, Null, OctetString } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from 'pkijs';

export const sha256Oid = '2.16.840.1.101.3.4.2.1';

export interface TimeStampRequest {
  /** Body of the request, `application/timestamp-query`. */
  der: Uint8Array;
  /** Hex; the answer must carry the same, so that an old answer cannot be played back. */
  nonce: string;
}

/** TimeStampReq (RFC 3161, 2.4.1) over a SHA-256, asking for the signer's certificate. `policy`: an OID, or null for the authority's own. */
export function timeStampRequest(sha256: string, policy: string | null): TimeStampRequest {
  const nonce = randomBytes(16);
  // A positive INTEGER in its shortest form: the first bit stays clear and the first byte is not zero.
  nonce[0] = (nonce[0]! & 0x7f) | 0x40;
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: sha256Oid, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: Uint8Array.from(Buffer.from(sha256, 'hex')).buffer }),
    }),
    nonce: new Integer({ valueHex: Uint8Array.from(nonce).buffer }),
    certReq: true,
    ...(policy === null ? {} : { reqPolicy: policy }),
  });
  return { der: new Uint8Array(request.toSchema().toBER(false)), nonce: nonce.toString('hex') };
}
