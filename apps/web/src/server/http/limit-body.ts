import { AppError, errorCodes } from '@virga/domain';

/** The same request with its body read, at most `limitBytes` of it; request.too_large beyond, before the rest arrives. */
export async function limitBody(request: Request, limitBytes: number): Promise<Request> {
  if (!request.body) return request;
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge(limitBytes);
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > limitBytes) throw tooLarge(limitBytes);
    chunks.push(chunk);
  }
  const { url, method, headers, signal } = request;
  return new Request(url, { method, headers, signal, body: sizeBytes === 0 ? null : Buffer.concat(chunks) });
}

function tooLarge(limitBytes: number): AppError {
  return new AppError({
    code: 'request.too_large',
    message: errorCodes['request.too_large'].meaning,
    facts: { limitBytes },
  });
}
