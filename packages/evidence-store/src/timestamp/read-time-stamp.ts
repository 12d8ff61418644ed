import { X509Certificate } from 'node:crypto';
import { fromBER } from 'asn1js';
import { Certificate, ContentInfo, SignedData, type SignerInfo, TimeStampResp, TSTInfo } from 'pkijs';
import { refusedStamp } from './refused-stamp.ts';

const timeStampInfo = '1.2.840.113549.1.9.16.1.4';

export interface ReadTimeStamp {
  info: TSTInfo;
  /** DER of `info`, exactly as it was signed. */
  content: Uint8Array;
  signer: SignerInfo;
  certificates: X509Certificate[];
}

/**
 * Reads a TimeStampResp (RFC 3161, 2.4.2) without believing any of it. Throws when the authority refused or the bytes are
 * something else.
 */
export function readTimeStamp(response: Uint8Array): ReadTimeStamp {
  let token: ContentInfo;
  try {
    const parsed = fromBER(Uint8Array.from(response).buffer);
    // What stands behind the answer was signed by nobody.
    if (parsed.offset !== response.length) throw new TypeError('not one DER value');
    const answer = new TimeStampResp({ schema: parsed.result });
    // 0 granted, 1 granted with modifications: every other word is a refusal (RFC 3161, 2.4.2).
    const { status, statusStrings } = answer.status;
    if (status > 1) throw refusal(status, statusStrings?.map((text) => text.valueBlock.value).join('; ') ?? '');
    if (!answer.timeStampToken) throw new TypeError('no token');
    token = answer.timeStampToken;
    return readToken(token);
  } catch (thrown) {
    if ((thrown as Error).name === 'AppError') throw thrown;
    throw refusedStamp('it cannot be read as a time-stamp (RFC 3161)', thrown);
  }
}

function readToken(token: ContentInfo): ReadTimeStamp {
  if (token.contentType !== ContentInfo.SIGNED_DATA) throw new TypeError('not signed data');
  const signed = new SignedData({ schema: token.content });
  const { eContentType, eContent } = signed.encapContentInfo;
  const [signer, ...others] = signed.signerInfos;
  if (eContentType !== timeStampInfo || !eContent) throw new TypeError('no time-stamp inside');
  if (!signer || others.length > 0) throw new TypeError('not exactly one signature');
  const content = new Uint8Array(eContent.getValue());
  const certificates = (signed.certificates ?? [])
    .filter((one) => one instanceof Certificate)
    .map((one) => new X509Certificate(Buffer.from(one.toSchema(false).toBER(false))));
  return { info: TSTInfo.fromBER(Uint8Array.from(content).buffer), content, signer, certificates };
}

const words = ['granted', 'granted with changes', 'rejected', 'waiting', 'revocation warning', 'revoked'];

function refusal(status: number, text: string) {
  return refusedStamp(
    `the authority refused: ${words[status] ?? `status ${status}`}${text ? `, "${text.slice(0, 200)}"` : ''}`,
  );
}
