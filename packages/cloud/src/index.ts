export { EgressHandler, type EgressLimits } from './egress/egress-handler.ts';
export { checkDestination, type Destination, type EgressRule } from './egress/egress-rule.ts';
export { guardedAgents } from './egress/guarded-agent.ts';
export { type ByteRequest, postBytes } from './egress/post-bytes.ts';
export { isProviderHost } from './egress/provider-hosts.ts';
export { isPublicAddress } from './egress/public-address.ts';
