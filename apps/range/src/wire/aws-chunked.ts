import { ServiceError } from './service.ts';
import { chunkSignature, isSameSignature, type SignedRequestClaim, trailerSignature } from './sigv4.ts';

/** How the chunks of an aws-chunked body are to be checked; without `secret` they carry no signatures. */
export interface ChunkCheck {
  claim: SignedRequestClaim;
  secret?: string;
  hasTrailer: boolean;
  onTrailer?: (headers: Record<string, string>) => void;
}

const MAX_LINE = 4096;

class ByteReader {
  private readonly source: AsyncIterator<Buffer>;
  private pending: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  private async more(): Promise<boolean> {
    const next = await this.source.next();
    if (next.done) return false;
    this.pending = this.pending.length === 0 ? next.value : Buffer.concat([this.pending, next.value]);
    return true;
  }

  async line(): Promise<string | undefined> {
    for (;;) {
      const at = this.pending.indexOf('\r\n');
      if (at >= 0) {
        const line = this.pending.subarray(0, at).toString('latin1');
        this.pending = this.pending.subarray(at + 2);
        return line;
      }
      if (this.pending.length > MAX_LINE) throw incomplete();
      if (!(await this.more())) return this.pending.length === 0 ? undefined : this.rest();
    }
  }

  private rest(): string {
    const text = this.pending.toString('latin1');
    this.pending = Buffer.alloc(0);
    return text;
  }

  async bytes(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = length;
    while (missing > 0) {
      if (this.pending.length === 0 && !(await this.more())) throw incomplete();
      const part = this.pending.subarray(0, missing);
      this.pending = this.pending.subarray(part.length);
      parts.push(part);
      missing -= part.length;
    }
    return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
  }
}

function incomplete(): ServiceError {
  return new ServiceError('IncompleteBody', 400, 'The request body terminated unexpectedly');
}

async function readTrailer(reader: ByteReader, check: ChunkCheck, previous: string): Promise<void> {
  const headers: Record<string, string> = {};
  let signed = '';
  let signature: string | undefined;
  for (let line = await reader.line(); line !== undefined && line !== ''; line = await reader.line()) {
    const at = line.indexOf(':');
    if (at <= 0) throw incomplete();
    const name = line.slice(0, at).trim().toLowerCase();
    const value = line.slice(at + 1).trim();
    if (name === 'x-amz-trailer-signature') signature = value;
    else {
      headers[name] = value;
      signed += `${name}:${value}\n`;
    }
  }
  if (check.secret !== undefined) {
    const expected = trailerSignature(check.secret, check.claim, previous, signed);
    if (signature === undefined || !isSameSignature(expected, signature)) throw mismatch();
  }
  check.onTrailer?.(headers);
}

function mismatch(): ServiceError {
  return new ServiceError(
    'SignatureDoesNotMatch',
    403,
    'The request signature we calculated does not match the signature you provided.',
  );
}

/** Takes the chunk framing off a body and checks every chunk's signature where there is one. */
export async function* decodeAwsChunked(source: AsyncIterable<Buffer>, check: ChunkCheck): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  let previous = check.claim.signature;
  for (;;) {
    const header = await reader.line();
    if (header === undefined) throw incomplete();
    const m = /^([0-9a-fA-F]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(header);
    if (!m) throw incomplete();
    const data = await reader.bytes(Number.parseInt(m[1] ?? '', 16));
    if (check.secret !== undefined) {
      const expected = chunkSignature(check.secret, check.claim, previous, data);
      if (m[2] === undefined || !isSameSignature(expected, m[2])) throw mismatch();
      previous = expected;
    }
    if (data.length === 0) break;
    if ((await reader.line()) !== '') throw incomplete();
    yield data;
  }
  if (check.hasTrailer) await readTrailer(reader, check, previous);
}
