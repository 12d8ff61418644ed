import { setTimeout as pause } from 'node:timers/promises';

/** An answer that means "not now": the part behind it was killed. A person tries again. */
export class NotNow extends Error {
  override name = 'NotNow';
}

/** An answer the product must never give here, whatever was killed. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  readonly code: string;
  constructor(what: string, status: number, body: string) {
    super(`${what}: ${status} ${body.slice(0, 600)}`);
    this.status = status;
    this.code = (/"code":"([a-z._]+)"/.exec(body) ?? [])[1] ?? '';
  }
}

const patienceMs = 240_000;

/** Somebody with a session who works over the REST API as our screens do, and who tries again when nobody answers. */
export class Person {
  readonly #address: string;
  readonly #email: string;
  #password: string;
  #cookies = new Map<string, string>();

  constructor(address: string, email: string, password: string) {
    this.#address = address;
    this.#email = email;
    this.#password = password;
  }

  /** Signs in and, as the first sign-in asks, chooses a password. */
  async begin(ownPassword: string): Promise<void> {
    const { csrfToken } = (await (await this.send('GET', '/api/auth/csrf')).json()) as { csrfToken: string };
    const fields = { email: this.#email, password: this.#password, csrfToken, callbackUrl: '/', json: 'true' };
    await this.send('POST', '/api/auth/callback/credentials', { json: fields });
    await this.ask('POST', '/session/password', { current: this.#password, next: ownPassword });
    this.#password = ownPassword;
  }

  /** One try. Throws NotNow when a part was away, Refused for every other answer that is no success. */
  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    try {
      const response = await this.send(method, `/api/v1${path}`, { json: body });
      return (await response.json()) as T;
    } catch (thrown) {
      if (!(thrown instanceof Refused) || thrown.code !== 'session.step_up') throw toNotNow(thrown);
      await this.confirm();
      return this.ask(method, path, body);
    }
  }

  /** Confirms the password, for steps that ask for it again. */
  async confirm(): Promise<void> {
    await this.ask('POST', '/session/step-up', { password: this.#password });
  }

  /** Asks until there is an answer: for reads, which may be repeated. */
  read<T>(path: string): Promise<T> {
    return this.patiently(() => this.ask<T>('GET', path));
  }

  async patiently<T>(act: () => Promise<T>): Promise<T> {
    for (const end = Date.now() + patienceMs; ; await pause(400))
      try {
        return await act();
      } catch (thrown) {
        const fault = toNotNow(thrown);
        if (!(fault instanceof NotNow) || Date.now() > end) throw fault;
      }
  }

  /**
   * Something that must be made once. After a try without an answer nobody knows whether it was made: as a person does,
   * this one looks before asking again.
   */
  async once<T>(find: () => Promise<T | undefined>, make: () => Promise<T>): Promise<T> {
    for (let isFirst = true; ; isFirst = false) {
      const found = isFirst ? undefined : await this.patiently(find);
      if (found !== undefined) return found;
      try {
        return await make();
      } catch (thrown) {
        const fault = toNotNow(thrown);
        if (!(fault instanceof NotNow)) throw fault;
        // What is on its way to the database may still be committed; it is over when the part is back.
        await pause(1500);
      }
    }
  }

  async send(
    method: string,
    path: string,
    options: { json?: unknown; bytes?: Uint8Array<ArrayBuffer>; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const body = options.bytes ?? (options.json === undefined ? undefined : JSON.stringify(options.json));
    const response = await fetch(`${this.#address}${path}`, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
      headers: {
        origin: this.#address,
        'sec-fetch-site': 'same-origin',
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(options.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name !== undefined && value !== undefined) this.#cookies.set(name, value);
    }
    if (!response.ok) throw new Refused(`${method} ${path}`, response.status, await response.text());
    return response;
  }
}

/** Connections that were cut and 5xx are a part that is away; 429 asks to come later. */
export function toNotNow(thrown: unknown): unknown {
  if (thrown instanceof NotNow) return thrown;
  if (thrown instanceof Refused) return thrown.status >= 500 || thrown.status === 429 ? wrapped(thrown) : thrown;
  const isCut = thrown instanceof TypeError || (thrown instanceof Error && /Abort|Timeout/.test(thrown.name));
  return isCut ? wrapped(thrown) : thrown;
}

function wrapped(cause: unknown): NotNow {
  return new NotNow(cause instanceof Error ? cause.message : String(cause), { cause });
}
