import { type ClientRequestArgs, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { checkDestination, type Destination, type EgressRule, refused } from './egress-rule.ts';
import { guardedLookup } from './guarded-lookup.ts';
import { isPublicAddress } from './public-address.ts';

export interface AgentLimits {
  maxSockets: number;
}

type Connected = (error: Error | null, stream: Duplex) => void;

/** Everything a socket may connect to is checked here, whatever code above asked for it. Returns the refusal or null. */
function refusalOf(rule: EgressRule, destination: Destination): Error | null {
  try {
    checkDestination(rule, destination);
  } catch (refusal) {
    return refusal as Error;
  }
  const isBareAddress = isIP(destination.host) !== 0;
  if (!rule.endpoint && isBareAddress && !isPublicAddress(destination.host))
    return refused(destination, 'the address is not public');
  return null;
}

function destinationOfOptions(protocol: string, options: ClientRequestArgs): Destination {
  const host = String(options.host ?? options.hostname ?? '').replace(/^\[(.*)\]$/, '$1');
  return { protocol, host, port: Number(options.port ?? (protocol === 'https:' ? 443 : 80)) };
}

function refuseLater(callback: Connected | undefined, refusal: Error): undefined {
  // Node's agent passes an error on before it looks at the stream; there is none to give.
  process.nextTick(() => (callback as ((error: Error) => void) | undefined)?.(refusal));
  return undefined;
}

class GuardedHttpAgent extends HttpAgent {
  readonly #rule: EgressRule;
  constructor(rule: EgressRule, limits: AgentLimits) {
    super({ keepAlive: true, maxSockets: limits.maxSockets });
    this.#rule = rule;
  }
  override createConnection(options: ClientRequestArgs, callback?: Connected) {
    const refusal = refusalOf(this.#rule, destinationOfOptions('http:', options));
    return refusal ? refuseLater(callback, refusal) : super.createConnection(options, callback);
  }
}

class GuardedHttpsAgent extends HttpsAgent {
  readonly #rule: EgressRule;
  constructor(rule: EgressRule, limits: AgentLimits) {
    super({ keepAlive: true, maxSockets: limits.maxSockets, minVersion: 'TLSv1.2' });
    this.#rule = rule;
  }
  override createConnection(options: RequestOptions, callback?: Connected) {
    const refusal = refusalOf(this.#rule, destinationOfOptions('https:', options));
    if (refusal) return refuseLater(callback, refusal);
    const guarded = this.#rule.endpoint ? options : { ...options, lookup: guardedLookup() };
    return super.createConnection(guarded, callback);
  }
}

/** The only agents of this platform that reach a cloud (security.md, "One egress door"). */
export function guardedAgents(rule: EgressRule, limits: AgentLimits): { httpAgent: HttpAgent; httpsAgent: HttpsAgent } {
  return { httpAgent: new GuardedHttpAgent(rule, limits), httpsAgent: new GuardedHttpsAgent(rule, limits) };
}
