import { AppError } from '@virga/domain';
import type { z } from 'zod';
import { refusalOf } from './refusal-of.ts';

/** The REST API of a running Virga, with an API token. Every failure is one sentence that says what to do. */
export class ServerClient {
  readonly address: string;
  readonly #token: string;

  constructor(address: string, token: string) {
    this.address = address;
    this.#token = token;
  }

  get authorization(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}` };
  }

  /** `path` below /api/v1. */
  async get<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
    return this.#read(await this.open(path), schema);
  }

  async post<Schema extends z.ZodType>(path: string, body: object, schema: Schema): Promise<z.output<Schema>> {
    const headers = { 'content-type': 'application/json' };
    return this.#read(await this.open(path, { method: 'POST', headers, body: JSON.stringify(body) }), schema);
  }

  /** Every item of a list, page after page. */
  async *list<Item>(path: string, schema: z.ZodType<{ items: Item[]; next: string | null }>): AsyncGenerator<Item> {
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: { items: Item[]; next: string | null } = await this.get(`${path}?limit=500${query}`, schema);
      yield* page.items;
      cursor = page.next;
    } while (cursor !== null);
  }

  /** The answer with its body still to come. Redirects are not followed: the token is for this address alone. */
  async open(path: string, more: RequestInit = {}): Promise<Response> {
    const init: RequestInit = { ...more, redirect: 'manual', headers: { ...more.headers, ...this.authorization } };
    const response = await fetch(`${this.address}/api/v1${path}`, init).catch((cause: unknown) => {
      throw this.offline(cause);
    });
    if (response.ok) return response;
    throw refusalOf(response.status, await response.text().catch(() => ''), this.address);
  }

  offline(cause: unknown): AppError {
    const reason = (cause as { cause?: { code?: string } }).cause?.code ?? String(cause);
    return new AppError({
      code: 'system.unavailable',
      message: `${this.address} does not answer (${reason}). Is Virga running there? Name another with --server or VIRGA_SERVER.`,
      cause,
    });
  }

  async #read<Schema extends z.ZodType>(response: Response, schema: Schema): Promise<z.output<Schema>> {
    const read = schema.safeParse(await response.json().catch(() => null));
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    throw new AppError({
      code: 'system.unexpected',
      message: `${this.address} answered in a form that this version does not know (${issue?.path.join('.')}: ${issue?.message}).`,
    });
  }
}
