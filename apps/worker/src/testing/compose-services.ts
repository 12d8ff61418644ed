import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkoutFolder, freePort } from '@virga/runtime';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@virga/runtime/postgres';
import { startRange, type TestRange } from '@virga/testing';
import pg from 'pg';
import { parse } from 'yaml';

interface Service {
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
}

const root = checkoutFolder(import.meta.dirname);
const homeInside = '/var/lib/virga';

/**
 * The services of docker-compose.yml as processes of this machine: exactly their commands, environments and volumes, with
 * names of hosts mapped to 127.0.0.1. Its PostgreSQL is the embedded one as a server of its own, its Redis Debian's, its
 * object store the range's S3.
 */
export class ComposeServices {
  readonly folder = mkdtempSync(join(tmpdir(), 'virga-compose-'));
  readonly values: Record<string, string>;
  readonly range: TestRange;
  readonly postgres: EmbeddedPostgres;
  readonly webPort: number;
  readonly #redisPort: number;
  readonly #bucket: string;
  readonly #services = readServices();
  readonly #children: ChildProcess[] = [];
  readonly #said = new Map<string, string>();

  private constructor(
    parts: Pick<ComposeServices, 'values' | 'range' | 'postgres' | 'webPort'>,
    redisPort: number,
    bucket: string,
  ) {
    this.values = parts.values;
    this.range = parts.range;
    this.postgres = parts.postgres;
    this.webPort = parts.webPort;
    this.#redisPort = redisPort;
    this.#bucket = bucket;
  }

  static async start(): Promise<ComposeServices> {
    const range = await startRange({ args: ['--size', 'small', '--snapshot-seconds', '1'] });
    const postgres = await startEmbeddedPostgres({
      dataDir: mkdtempSync(join(tmpdir(), 'virga-compose-pg-')),
      port: 0,
    });
    const webPort = await freePort();
    const { accessKeyId, secretAccessKey } = range.ready['platform'] as {
      accessKeyId: string;
      secretAccessKey: string;
    };
    const values = {
      ...exampleValues(),
      NEXTAUTH_URL: `http://127.0.0.1:${webPort}`,
      ...{ S3_WRITE_ACCESS_KEY: accessKeyId, S3_WRITE_SECRET_KEY: secretAccessKey },
      ...{ S3_READ_ACCESS_KEY: accessKeyId, S3_READ_SECRET_KEY: secretAccessKey },
    };
    const services = new ComposeServices({ values, range, postgres, webPort }, await freePort(), await bucketOf(range));
    await services.#makeOwner();
    await services.#startRedis();
    return services;
  }

  /** As the postgres image does it with POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB. */
  async #makeOwner(): Promise<void> {
    const client = new pg.Client({ connectionString: this.postgres.url });
    await client.connect();
    const password = client.escapeLiteral(this.values['POSTGRES_PASSWORD']!);
    await client.query(`CREATE ROLE virga_admin SUPERUSER LOGIN PASSWORD ${password}`);
    await client.query(`CREATE DATABASE virga OWNER virga_admin ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0`);
    await client.end();
  }

  async #startRedis(): Promise<void> {
    const [program, ...args] = this.#commandOf('redis');
    const place = ['--port', String(this.#redisPort), '--bind', '127.0.0.1', '--dir', this.folder];
    this.#children.push(spawn(program!, [...args, ...place], { stdio: 'ignore' }));
    await pause(500);
  }

  environmentOf(name: string): Record<string, string> {
    const entries = Object.entries(this.#services[name]?.environment ?? {});
    return Object.fromEntries(entries.map(([key, value]) => [key, this.#mapped(key, value, name)]));
  }

  #mapped(key: string, value: string, service: string): string {
    if (key === 'VIRGA_HOME') return this.homeOf(service);
    if (key === 'EVIDENCE_STORE_REGION') return 'eu-central-1';
    return this.#filled(value)
      .replace('@postgres:5432', `@127.0.0.1:${this.postgres.port}`)
      .replace('@redis:6379', `@127.0.0.1:${this.#redisPort}`)
      .replace('http://objects:9000', String(this.range.ready['url']))
      .replace('s3://virga-evidence/', `s3://${this.#bucket}/`);
  }

  #filled(value: string): string {
    return String(value).replaceAll(/\$\{([A-Z0-9_]+)(:\?|-)?[^}]*\}/g, (_whole, name: string, demand?: string) => {
      const filled = this.values[name] ?? '';
      if (demand === ':?' && filled === '') throw new Error(`.env.example has no ${name}`);
      return filled;
    });
  }

  /** The service's own folder; each named volume is one folder that its holders share, as Docker mounts it. */
  homeOf(service: string): string {
    const home = join(this.folder, `home-${service}`);
    if (existsSync(home)) return home;
    mkdirSync(home, { mode: 0o700 });
    for (const volume of this.#services[service]?.volumes ?? []) {
      const [name, inside] = volume.split(':');
      if (!inside?.startsWith(`${homeInside}/`)) continue;
      const shared = join(this.folder, 'volumes', name!);
      mkdirSync(shared, { recursive: true, mode: 0o700 });
      const place = join(home, inside.slice(homeInside.length + 1));
      mkdirSync(join(place, '..'), { recursive: true });
      if (!existsSync(place)) symlinkSync(shared, place);
    }
    return home;
  }

  #commandOf(name: string): string[] {
    const { entrypoint = [], command = [] } = this.#services[name] ?? {};
    const own: Record<string, string> = {
      node: process.execPath,
      '3000': String(this.webPort),
      '0.0.0.0': '127.0.0.1',
    };
    return [...entrypoint, ...command].map((word) => own[word] ?? this.#filled(word));
  }

  /** A service that ends: its last line is JSON. `more` stands for what only the staged estate needs. */
  async run(name: string, args?: string[], more: Record<string, string> = {}): Promise<Record<string, unknown>> {
    const text = await this.runText(name, args, more);
    return JSON.parse(text.trim().split('\n').at(-1) ?? 'null') as Record<string, unknown>;
  }

  runText(name: string, args?: string[], more: Record<string, string> = {}): Promise<string> {
    const entry = this.#services[name]?.entrypoint ?? [];
    const [program, ...rest] = args
      ? [...entry.map((word) => (word === 'node' ? process.execPath : word)), ...args]
      : this.#commandOf(name);
    return new Promise((resolve, reject) => {
      const child = spawn(program!, rest, { cwd: root, env: { ...this.#inside(name), ...more } });
      let out = '';
      let err = '';
      child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
      child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
      child.on('close', (code) =>
        code === 0 ? resolve(out) : reject(new Error(`${name} ended with ${code}: ${err}${out}`)),
      );
    });
  }

  /** What the image sets besides. */
  #inside(name: string): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      ...this.environmentOf(name),
    };
  }

  /** A service that stays; resolves when it says on standard output that it works. */
  up(name: string, ready: RegExp): Promise<ChildProcess> {
    const [program, ...args] = this.#commandOf(name);
    const child = spawn(program!, args, { cwd: root, env: this.#inside(name), stdio: ['ignore', 'pipe', 'pipe'] });
    this.#children.push(child);
    return new Promise((resolve, reject) => {
      const listen = (chunk: Buffer) => {
        this.#said.set(name, ((this.#said.get(name) ?? '') + chunk.toString('utf8')).slice(-8000));
        if (ready.test(this.#said.get(name) ?? '')) resolve(child);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', (code) => reject(new Error(`${name} ended with ${code}: ${this.#said.get(name)}`)));
    });
  }

  /** The last words of each service that stays. */
  heard(): string {
    return [...this.#said].map(([name, said]) => `${name}: ${said}`).join('\n');
  }

  async stop(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
    await this.range.stop();
    await this.postgres.stop();
    for (const folder of [this.folder, this.postgres.dataDir]) rmSync(folder, { recursive: true, force: true });
  }
}

function readServices(): Record<string, Service> {
  const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  return (parse(text, { merge: true }) as { services: Record<string, Service> }).services;
}

/** Filled with the very command that .env.example gives. */
function exampleValues(): Record<string, string> {
  const example = join(root, '.env.example');
  const loop = /^#\s+(while .*); done < \.env\.example/m.exec(readFileSync(example, 'utf8'))?.[1];
  if (!loop) throw new Error('.env.example does not say how it is filled');
  const text = execFileSync('/bin/sh', ['-c', `${loop}; done`], { input: readFileSync(example) }).toString('utf8');
  return Object.fromEntries([...text.matchAll(/^([A-Z0-9_]+)=(.+)$/gm)].map((match) => [match[1]!, match[2]!]));
}

/** The one bucket that the staged estate lets us write to. */
async function bucketOf(range: TestRange): Promise<string> {
  const { controlUrl, controlToken } = range.ready as { controlUrl: string; controlToken: string };
  const answer = await fetch(`${controlUrl}/estate`, { headers: { authorization: `Bearer ${controlToken}` } });
  return /[a-z0-9-]+-responder-store-[a-z0-9]+/.exec(await answer.text())![0];
}
