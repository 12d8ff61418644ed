import { type Protocol, ServiceError } from './service.ts';

/** Ways in which the signer of a request can fail to be accepted. */
export type AuthFailure =
  | 'missing'
  | 'malformed'
  | 'unknown-key'
  | 'bad-signature'
  | 'skewed'
  | 'expired'
  | 'bad-token';

type Row = Record<AuthFailure, [code: string, status: number]>;

/**
 * Codes per protocol. Sources: "Common errors" page of each service's API reference; EC2 API "Client error codes";
 * S3 API "List of error codes".
 */
const TABLE: Record<Protocol, Row> = {
  ec2: {
    missing: ['MissingAuthenticationToken', 403],
    malformed: ['AuthFailure', 401],
    'unknown-key': ['AuthFailure', 401],
    'bad-signature': ['AuthFailure', 401],
    skewed: ['RequestExpired', 400],
    expired: ['RequestExpired', 400],
    'bad-token': ['AuthFailure', 401],
  },
  query: {
    missing: ['MissingAuthenticationToken', 403],
    malformed: ['IncompleteSignature', 400],
    'unknown-key': ['InvalidClientTokenId', 403],
    'bad-signature': ['SignatureDoesNotMatch', 403],
    skewed: ['SignatureDoesNotMatch', 403],
    expired: ['ExpiredToken', 403],
    'bad-token': ['InvalidClientTokenId', 403],
  },
  'json-1.1': {
    missing: ['MissingAuthenticationTokenException', 400],
    malformed: ['IncompleteSignatureException', 400],
    'unknown-key': ['UnrecognizedClientException', 400],
    'bad-signature': ['InvalidSignatureException', 400],
    skewed: ['InvalidSignatureException', 400],
    expired: ['ExpiredTokenException', 400],
    'bad-token': ['UnrecognizedClientException', 400],
  },
  'rest-json': {
    missing: ['MissingAuthenticationTokenException', 403],
    malformed: ['IncompleteSignatureException', 400],
    'unknown-key': ['UnrecognizedClientException', 403],
    'bad-signature': ['InvalidSignatureException', 403],
    skewed: ['InvalidSignatureException', 403],
    expired: ['ExpiredTokenException', 403],
    'bad-token': ['UnrecognizedClientException', 403],
  },
  'rest-xml': {
    missing: ['AccessDenied', 403],
    malformed: ['AuthorizationHeaderMalformed', 400],
    'unknown-key': ['InvalidAccessKeyId', 403],
    'bad-signature': ['SignatureDoesNotMatch', 403],
    skewed: ['RequestTimeTooSkewed', 403],
    expired: ['ExpiredToken', 400],
    'bad-token': ['InvalidToken', 400],
  },
};

const MESSAGES: Record<AuthFailure, string> = {
  missing: 'Request is missing Authentication Token',
  malformed: 'The request signature does not conform to AWS standards.',
  'unknown-key': 'The security token included in the request is invalid.',
  'bad-signature':
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.',
  skewed: 'Signature expired or not yet current: the request time differs too much from the current time.',
  expired: 'The security token included in the request is expired',
  'bad-token': 'The security token included in the request is invalid.',
};

/** The service's own words for a failed authentication. */
export function authError(protocol: Protocol, failure: AuthFailure, detail?: string): ServiceError {
  const [code, status] = TABLE[protocol][failure];
  const plain =
    code === 'AuthFailure' ? 'AWS was not able to validate the provided access credentials' : MESSAGES[failure];
  return new ServiceError(code, status, detail ?? plain);
}
