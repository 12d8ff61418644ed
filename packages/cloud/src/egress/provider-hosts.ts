/** Host suffixes of each provider's own API endpoints; a host must be a name below one of them. */
const suffixes = {
  aws: ['amazonaws.com', 'amazonaws.com.cn', 'api.aws', 'api.amazonwebservices.com.cn'],
  /** Servers of the installation itself (a time-stamp authority): none but the endpoint that its settings name. */
  configured: [],
} as const satisfies Record<string, readonly string[]>;

export type EgressProvider = keyof typeof suffixes;

/** True for `ec2.eu-west-1.amazonaws.com`, false for `amazonaws.com.evil.example` and for the bare suffix. */
export function isProviderHost(provider: EgressProvider, host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (!/^[a-z0-9.-]+$/.test(name)) return false;
  const below: readonly string[] = suffixes[provider];
  return below.some((suffix) => name.endsWith(`.${suffix}`));
}
