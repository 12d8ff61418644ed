import { AppError } from '@virga/domain';
import { type EgressProvider, isProviderHost } from './provider-hosts.ts';

/** Where one account's requests may go: its configured endpoint and nowhere else, or the provider's hosts over TLS. */
export interface EgressRule {
  provider: EgressProvider;
  /** From server settings, never from a form or the environment. null: the provider's own hosts. */
  endpoint: { url: string } | null;
}

export interface Destination {
  protocol: string;
  host: string;
  port: number;
}

/** Throws `cloud.egress_refused` unless the rule allows this destination. */
export function checkDestination(rule: EgressRule, destination: Destination): void {
  if (rule.endpoint) {
    const allowed = destinationOf(rule.endpoint.url);
    if (allowed.protocol === destination.protocol && allowed.port === destination.port)
      if (allowed.host === destination.host.toLowerCase()) return;
    throw refused(destination, 'only the endpoint configured for this account may be reached');
  }
  if (destination.protocol !== 'https:') throw refused(destination, 'a provider is only spoken to over TLS');
  if (destination.port !== 443) throw refused(destination, 'a provider listens on port 443');
  if (!isProviderHost(rule.provider, destination.host)) throw refused(destination, 'not a host of this provider');
}

export function destinationOf(url: string): Destination {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return { protocol, host, port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port) };
}

export function refused(destination: Destination, reason: string): AppError {
  return new AppError({
    code: 'cloud.egress_refused',
    message: `Refused to talk to ${destination.host}: ${reason}.`,
    detail: `${destination.protocol}//${destination.host}:${destination.port}`,
  });
}
