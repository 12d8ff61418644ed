import type { Writable } from 'node:stream';

/** Thrown when the reader of our output has gone (`| head`): everything ends quietly. */
export class OutputClosed extends Error {}

const bufferedLength = 256 * 1024;

/** Writes text in large pieces and waits while the reader is slow. */
export class LineOutput {
  readonly #stream: Writable;
  #parts: string[] = [];
  #length = 0;
  #error: Error | null = null;

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on('error', (error) => {
      this.#error = error;
    });
  }

  async write(text: string): Promise<void> {
    this.#parts.push(text);
    this.#length += text.length;
    if (this.#length >= bufferedLength) await this.flush();
  }

  async flush(): Promise<void> {
    const text = this.#parts.join('');
    this.#parts = [];
    this.#length = 0;
    if (this.#error) throw closedOr(this.#error);
    if (text === '') return;
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(text, (error) => (error ? reject(closedOr(error)) : resolve()));
    });
  }
}

function closedOr(error: Error): Error {
  const code = 'code' in error ? error.code : '';
  const isClosed = code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED' || code === 'ECONNRESET';
  return isClosed ? new OutputClosed() : error;
}
