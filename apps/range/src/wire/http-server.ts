import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ControlPlane } from '../control/control-plane.ts';
import { type Answer, answerCall } from './answer-call.ts';
import { authError } from './auth-errors.ts';
import { type Incoming, readIncoming } from './incoming.ts';
import type { RangeState } from './range-state.ts';
import { renderError } from './render-reply.ts';
import type { ServiceHandler } from './service.ts';
import { ServiceError } from './service.ts';
import { readSignatureClaim } from './signature-claim.ts';

/** Shape of errors where no service could be told from the request: S3's, as for an anonymous GET. */
const NOBODY: ServiceHandler = { service: 's3', protocol: 'rest-xml', operations: {} };

function unsignedAnswer(state: RangeState, incoming: Incoming, failure: 'missing' | 'malformed'): Answer {
  const target = incoming.headers['x-amz-target'];
  const isForm = incoming.headers['content-type']?.includes('x-www-form-urlencoded') === true;
  const handler =
    (target ? state.services.get('cloudtrail') : isForm ? state.services.get('ec2') : undefined) ?? NOBODY;
  return renderError(handler, authError(handler.protocol, failure), 'unsigned', incoming.path);
}

function unknownService(state: RangeState, incoming: Incoming, service: string): Answer {
  const operation = incoming.headers['x-amz-target'] ?? incoming.query.get('Action') ?? '';
  state.callLog.noteUnknown({ service, operation, method: incoming.method, path: incoming.path, atMs: state.nowMs() });
  const error = new ServiceError('UnknownOperationException', 404, `The range has no service ${service}`);
  return renderError({ ...NOBODY, service, protocol: 'rest-json' }, error, 'unknown', incoming.path);
}

async function send(response: ServerResponse, method: string, answer: Answer): Promise<void> {
  const { cutAfterBytes } = answer;
  response.writeHead(answer.status, answer.headers);
  if (method === 'HEAD') {
    response.end();
    if (!Buffer.isBuffer(answer.body)) answer.body.destroy();
    return;
  }
  if (cutAfterBytes === undefined) {
    if (Buffer.isBuffer(answer.body)) response.end(answer.body);
    else await pipeline(answer.body, response);
    return;
  }
  let left = cutAfterBytes;
  for await (const part of Buffer.isBuffer(answer.body) ? [answer.body] : (answer.body as AsyncIterable<Buffer>)) {
    await new Promise((done) => response.write(part.subarray(0, left), done));
    left -= Math.min(left, part.length);
    if (left === 0) break;
  }
  response.destroy();
}

async function serve(
  state: RangeState,
  control: ControlPlane,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const incoming = readIncoming(request);
  if (incoming.path.startsWith('/_range/')) {
    await control.handle(incoming, request, response);
    return;
  }
  const claim = readSignatureClaim(incoming.headers, incoming.query);
  if (typeof claim === 'string') {
    request.resume();
    await send(response, incoming.method, unsignedAnswer(state, incoming, claim));
    return;
  }
  const handler = state.services.get(claim.service);
  if (!handler) {
    request.resume();
    await send(response, incoming.method, unknownService(state, incoming, claim.service));
    return;
  }
  await send(response, incoming.method, await answerCall(state, request, incoming, claim, handler));
}

/** The one HTTP server of a range; all services answer on it, told apart by the credential scope of the signature. */
export function createRangeServer(state: RangeState, control: ControlPlane): Server {
  const server = createServer({ keepAliveTimeout: 60_000, maxHeaderSize: 64 * 1024 }, (request, response) => {
    serve(state, control, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.destroy();
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ECONNRESET') {
        process.stderr.write(`range: ${error instanceof Error ? error.stack : String(error)}\n`);
      }
    });
  });
  server.on('checkContinue', (request, response) => {
    response.writeContinue();
    server.emit('request', request, response);
  });
  return server;
}
