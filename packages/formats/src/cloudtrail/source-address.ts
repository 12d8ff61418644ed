import { isIP } from 'node:net';

export interface SourceAddress {
  ip: string | null;
  /** The AWS service that called, when sourceIPAddress names one. */
  service: string | null;
}

/** `sourceIPAddress` holds an address, a service's host name (`ec2.amazonaws.com`) or `AWS Internal`. */
export function readSourceAddress(text: string | null): SourceAddress {
  if (text === null) return { ip: null, service: null };
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  return isIP(bare) > 0 ? { ip: bare, service: null } : { ip: null, service: text };
}
