import { setMaxListeners } from 'node:events';
import { Readable, Transform } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { AppError } from '@virga/domain';
import { checkDestination, type EgressRule } from './egress-rule.ts';
import { guardedAgents } from './guarded-agent.ts';

export interface EgressLimits {
  maxSockets: number;
  /** Largest answer body that is read, in bytes. */
  maxAnswerBytes: number;
  connectTimeoutMs: number;
  /** Longest silence on a socket. */
  idleTimeoutMs: number;
}

type Request = Parameters<NodeHttpHandler['handle']>[0];
type Options = Parameters<NodeHttpHandler['handle']>[1];
type Answer = Awaited<ReturnType<NodeHttpHandler['handle']>>;

/**
 * Request handler for SDK clients: every request goes through guarded agents to an allowed destination, no redirect is
 * followed, the answer's size is limited, and the session's signal aborts it.
 */
export class EgressHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #inner: NodeHttpHandler;
  readonly #rule: EgressRule;
  readonly #limits: EgressLimits;
  readonly #signal: AbortSignal | null;

  constructor(rule: EgressRule, limits: EgressLimits, signal: AbortSignal | null) {
    this.#rule = rule;
    this.#limits = limits;
    this.#signal = signal;
    // One signal serves many requests at once; Node would warn of a leak at the eleventh.
    if (signal) setMaxListeners(0, signal);
    this.#inner = new NodeHttpHandler({
      ...guardedAgents(rule, limits),
      connectionTimeout: limits.connectTimeoutMs,
      socketTimeout: limits.idleTimeoutMs,
      socketAcquisitionWarningTimeout: 600_000,
    });
  }

  async handle(request: Request, options: Options = {}): Promise<Answer> {
    const port = request.port ?? (request.protocol === 'https:' ? 443 : 80);
    const host = request.hostname.replace(/^\[(.*)\]$/, '$1');
    checkDestination(this.#rule, { protocol: request.protocol, host, port });
    const abortSignal = options.abortSignal ?? this.#signal ?? undefined;
    const answer = await this.#inner.handle(request, { ...options, ...(abortSignal ? { abortSignal } : {}) });
    this.#limitBody(answer.response);
    return answer;
  }

  destroy(): void {
    this.#inner.destroy();
  }

  #limitBody(response: Answer['response']): void {
    const { body } = response;
    if (!(body instanceof Readable)) return;
    const limit = this.#limits.maxAnswerBytes;
    const declared = response.headers['content-length'];
    if (declared !== undefined) {
      if (Number(declared) <= limit) return;
      body.destroy();
      throw tooLarge(limit);
    }
    let seen = 0;
    const counter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        seen += chunk.length;
        done(seen > limit ? tooLarge(limit) : null, chunk);
      },
    });
    body.on('error', (error) => counter.destroy(error));
    counter.on('close', () => body.destroy());
    response.body = body.pipe(counter);
  }
}

function tooLarge(limit: number): AppError {
  return new AppError({ code: 'cloud.unexpected', message: `The cloud's answer is larger than ${limit} bytes.` });
}
