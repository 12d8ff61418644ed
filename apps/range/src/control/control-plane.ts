import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { deliverTrails, setLookupThrottle } from '../services/cloudtrail/index.ts';
import { collectBody, type Incoming } from '../wire/incoming.ts';
import type { RangeState } from '../wire/range-state.ts';
import { listConnections } from './connection-list.ts';
import { deploySchema, deployTemplate } from './deploy.ts';
import { faultSchema } from './faults.ts';
import { tamper, tamperSchema } from './tamper.ts';
import { TemplateError } from './template-values.ts';

/** Trails deliver some minutes after a call: a test that will not wait looks that far ahead. */
const deliverSchema = z.strictObject({ aheadMinutes: z.number().int().min(0).max(1440).default(0) });
const MAX_BODY = 4 * 1024 * 1024;

interface ControlReply {
  status: number;
  json: unknown;
}

const ok = (json: unknown): ControlReply => ({ status: 200, json });
const bad = (message: string): ControlReply => ({ status: 400, json: { message } });

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The range's own endpoints under /_range/, for tests and for the start script; every one needs the bearer token. */
export class ControlPlane {
  private readonly state: RangeState;
  private readonly tokenDigest: Buffer;
  private readonly summary: () => unknown;

  constructor(state: RangeState, token: string, summary: () => unknown) {
    this.state = state;
    this.tokenDigest = digest(token);
    this.summary = summary;
  }

  async handle(incoming: Incoming, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const given = /^Bearer (.+)$/.exec(incoming.headers.authorization ?? '')?.[1] ?? '';
    const reply = timingSafeEqual(digest(given), this.tokenDigest)
      ? await this.answer(incoming, request)
      : { status: 401, json: { message: 'The control endpoints need the bearer token that was printed at start.' } };
    const body = JSON.stringify(reply.json, (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    response.writeHead(reply.status, { 'content-type': 'application/json' }).end(body);
  }

  private async answer(incoming: Incoming, request: IncomingMessage): Promise<ControlReply> {
    const route = `${incoming.method} ${incoming.path.slice('/_range'.length)}`;
    const { callLog, estate, faults } = this.state;
    switch (route) {
      case 'GET /range':
        return ok(this.summary());
      case 'GET /calls':
        return ok({ calls: callLog.calls() });
      case 'DELETE /calls':
        callLog.reset();
        return ok({});
      case 'GET /unknown':
        return ok({ unknown: callLog.unknown() });
      case 'GET /connections':
        this.state.advance(this.state.nowMs(), true);
        return ok({ connections: listConnections(estate) });
      case 'GET /estate':
        this.state.advance(this.state.nowMs(), true);
        return ok(withoutSecrets(estate));
      case 'GET /faults':
        return ok({ faults: faults.list() });
      case 'DELETE /faults':
        faults.clear();
        return ok({});
      case 'POST /faults':
        return this.withBody(request, faultSchema, (body) => ok(faults.add(body, this.state.nowMs())));
      case 'POST /deploy':
        return this.withBody(request, deploySchema, (body) => this.deploy(body));
      case 'POST /tamper':
        return this.withBody(request, tamperSchema, (body) => this.tamper(body));
      case 'POST /deliver':
        return this.withBody(request, deliverSchema, ({ aheadMinutes }) => {
          deliverTrails(estate, this.state.nowMs() + aheadMinutes * 60_000);
          return ok({});
        });
      case 'POST /lookup-throttle':
        return this.withBody(request, z.strictObject({ isOn: z.boolean() }), (body) => {
          setLookupThrottle(estate, body.isOn);
          return ok(body);
        });
    }
    const fault = /^DELETE \/faults\/(\d+)$/.exec(route);
    if (fault) return faults.remove(Number(fault[1])) ? ok({}) : { status: 404, json: { message: 'no such fault' } };
    return { status: 404, json: { message: `The range has no control endpoint ${route}` } };
  }

  private deploy(body: z.infer<typeof deploySchema>): ControlReply {
    const nowMs = this.state.nowMs();
    try {
      const result = deployTemplate(this.state.estate, body, nowMs, this.state.secret);
      this.state.journal.append({ kind: 'control', action: 'deploy', nowMs, body });
      return ok(result);
    } catch (error) {
      if (error instanceof TemplateError) return bad(error.message);
      throw error;
    }
  }

  private tamper(body: z.infer<typeof tamperSchema>): ControlReply {
    const nowMs = this.state.nowMs();
    try {
      const hit = tamper(this.state.estate, body, nowMs);
      this.state.journal.append({ kind: 'control', action: 'tamper', nowMs, body });
      return ok(hit);
    } catch (error) {
      if (error instanceof RangeError) return bad(error.message);
      throw error;
    }
  }

  private async withBody<T>(
    request: IncomingMessage,
    schema: z.ZodType<T>,
    act: (body: T) => ControlReply,
  ): Promise<ControlReply> {
    let json: unknown;
    try {
      json = JSON.parse((await collectBody(request, MAX_BODY)).toString('utf8'));
    } catch {
      return bad('The body must be one JSON object');
    }
    const parsed = schema.safeParse(json);
    return parsed.success ? act(parsed.data) : bad(z.prettifyError(parsed.error));
  }
}

function withoutSecrets(estate: unknown): unknown {
  return JSON.parse(
    JSON.stringify(estate, (name, value: unknown) =>
      name === 'secret' || name === 'sessionToken' ? undefined : value,
    ),
  );
}
