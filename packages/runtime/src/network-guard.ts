import dgram from 'node:dgram';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { AppError } from '@virga/domain';

type Connect = (this: Socket, ...args: unknown[]) => Socket;

/** Where a guarded process may connect to: `host:port` of the servers it was given, beside Unix sockets. */
function allowedBy(urls: readonly string[]): Set<string> {
  return new Set(
    urls.map((text) => {
      const url = new URL(text);
      const ports: Record<string, string> = { 'redis:': '6379', 'postgresql:': '5432', 'postgres:': '5432' };
      const port = url.port || ports[url.protocol] || (url.protocol === 'https:' ? '443' : '80');
      return `${url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase()}:${port}`;
    }),
  );
}

interface Target {
  path?: string | null;
  host?: string;
  port?: number | string;
}

/** The arguments that `net` hands on: already one array of options and listener, or as a caller wrote them. */
function targetOf(args: unknown[]): Target {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'object' && first !== null) return first as Target;
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { path: first };
  return { port: first as number, host: typeof second === 'string' ? second : 'localhost' };
}

/**
 * For the process that needs no network: from here on its JavaScript opens no connection but to Unix sockets and to the
 * servers named. The kernel's wall (a namespace without network) is the strong one; this one holds where the machine
 * permits none, and says what was tried. Cannot be taken back.
 */
export function guardNetwork(servers: readonly string[], onRefused: (place: string) => void): void {
  const allowed = allowedBy(servers);
  // Assigned to a variable first: the method is called with its own socket below.
  const original = Socket.prototype.connect as unknown as Connect;
  const guarded: Connect = function (this: Socket, ...args) {
    const { path, host, port } = targetOf(args);
    const place = `${(host ?? 'localhost').toLowerCase()}:${port}`;
    if (typeof path !== 'string' && !allowed.has(place)) {
      onRefused(place);
      const refusal = new AppError({
        code: 'cloud.egress_refused',
        message: 'This process has no network.',
        detail: `refused to connect to ${place}`,
      });
      process.nextTick(() => this.destroy(refusal));
      return this;
    }
    return original.apply(this, args);
  };
  Object.defineProperty(Socket.prototype, 'connect', { value: guarded, writable: false, configurable: false });
  const noDatagrams = () => {
    onRefused('a datagram');
    throw new AppError({ code: 'cloud.egress_refused', message: 'This process has no network.' });
  };
  Object.defineProperty(dgram, 'createSocket', { value: noDatagrams, writable: false, configurable: false });
  // Named imports of the module see the change, too.
  syncBuiltinESMExports();
}
