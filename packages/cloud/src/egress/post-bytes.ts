import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { AppError } from '@virga/domain';
import { guardedAgents } from './guarded-agent.ts';

export interface ByteRequest {
  /** From server settings only: nothing but exactly this place is reached. */
  url: string;
  contentType: string;
  /** Answers of another type are refused. */
  acceptType: string;
  body: Uint8Array;
  maxAnswerBytes: number;
  /** For the whole exchange, whatever the other side does in between. */
  timeoutMs: number;
  signal?: AbortSignal;
}

/** One POST to a server that the installation names (a time-stamp authority). No redirect is followed; every failure is retryable. */
export async function postBytes(wanted: ByteRequest): Promise<Uint8Array> {
  const { url } = wanted;
  const agents = guardedAgents({ provider: 'configured', endpoint: { url } }, { maxSockets: 1 });
  const isTls = new URL(url).protocol === 'https:';
  const agent = isTls ? agents.httpsAgent : agents.httpAgent;
  const timeout = AbortSignal.timeout(wanted.timeoutMs);
  const signal = wanted.signal ? AbortSignal.any([wanted.signal, timeout]) : timeout;
  try {
    return await exchange(wanted, isTls ? httpsRequest : httpRequest, agent, signal);
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    const why = timeout.aborted
      ? `no whole answer within ${wanted.timeoutMs / 1000} s`
      : String((thrown as Error).message);
    throw failed(url, why, thrown);
  } finally {
    agents.httpAgent.destroy();
    agents.httpsAgent.destroy();
  }
}

function exchange(
  wanted: ByteRequest,
  send: typeof httpRequest | typeof httpsRequest,
  agent: ReturnType<typeof guardedAgents>['httpAgent'],
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { url, body, contentType, acceptType, maxAnswerBytes } = wanted;
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': contentType, accept: acceptType, 'content-length': body.length };
    const sent = send(url, { method: 'POST', agent, signal, headers }, (answer) => {
      const refuse = (why: string) => {
        // First: destroying the answer tells the other listeners, and theirs would be the less exact reason.
        reject(failed(url, why));
        answer.destroy();
      };
      if (answer.statusCode !== 200) return refuse(`it answered with status ${answer.statusCode}`);
      const type = (answer.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
      if (type !== acceptType) return refuse(`it answered with ${type.slice(0, 80) || 'no content type'}`);
      const pieces: Buffer[] = [];
      let size = 0;
      answer.on('data', (piece: Buffer) => {
        size += piece.length;
        if (size > maxAnswerBytes) refuse(`its answer is larger than ${maxAnswerBytes} bytes`);
        else pieces.push(piece);
      });
      answer.on('end', () => resolve(Buffer.concat(pieces)));
      answer.on('error', reject);
      answer.on('aborted', () => reject(new Error('the answer was cut off')));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function failed(url: string, why: string, cause?: unknown): AppError {
  return new AppError({
    code: 'cloud.unreachable',
    message: `${new URL(url).host} could not be asked: ${why}.`,
    retryable: true,
    ...(cause === undefined ? {} : { cause }),
  });
}
