import { visibleText } from '@virga/domain';
import pino from 'pino';

/** Members that never reach a log, at any depth up to four. The names are the ones our own code and the SDKs use. */
export const redactedNames = [
  'secretAccessKey',
  'SecretAccessKey',
  'sessionToken',
  'SessionToken',
  'password',
  'passwordHash',
  'authorization',
  'Authorization',
  'cookie',
  'Cookie',
  'set-cookie',
  'sealed',
  'totpSealed',
  'token',
  'secret',
  'privateKey',
  'connectionString',
  'databaseUrl',
];

export type Logger = pino.Logger;

export interface LoggerOptions {
  /** Name of the process: web, worker:collect, worker:parse, range. */
  name: string;
  level?: string;
  /** A file to append to; without it the lines go to stderr. */
  file?: string;
}

const depths = ['', '*.', '*.*.', '*.*.*.'];

function redactPaths(): string[] {
  return redactedNames.flatMap((name) => depths.map((depth) => pathOf(depth, name)));
}

function pathOf(depth: string, name: string): string {
  if (/^[A-Za-z]+$/.test(name)) return `${depth}${name}`;
  return `${depth.replace(/\.$/, '')}["${name}"]`;
}

/** JSON lines. JSON escapes C0 controls itself; this also makes C1, bidi and line separators visible (log injection). */
export function createLogger(options: LoggerOptions): Logger {
  const destination = options.file
    ? pino.destination({ dest: options.file, mkdir: true, sync: true, append: true, mode: 0o600 })
    : pino.destination({ dest: 2, sync: true });
  return pino(loggerSettings(options), destination);
}

/** Exported for tests, which write into a stream of their own. */
export function loggerSettings(options: LoggerOptions): pino.LoggerOptions {
  return {
    name: options.name,
    level: options.level ?? 'info',
    redact: { paths: redactPaths(), censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: errorFacts, error: errorFacts },
    hooks: {
      logMethod(args, method) {
        method.apply(this, args.map(visibleArgument) as typeof args);
      },
    },
  };
}

function visibleArgument(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return visibleText(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Error || value === null || typeof value !== 'object' || depth > 6) return value;
  if (Array.isArray(value)) return value.map((item) => visibleArgument(item, depth + 1));
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [visibleText(key), visibleArgument(inner, depth + 1)]),
  );
}

/** Name, message, code, detail and stack of an error, never its other members: SDK errors carry requests and headers. */
export function errorFacts(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { message: visibleText(String(thrown)) };
  const facts: Record<string, unknown> = { name: thrown.name, message: visibleText(thrown.message) };
  if ('code' in thrown && typeof thrown.code === 'string') facts.code = thrown.code;
  if ('detail' in thrown && typeof thrown.detail === 'string') facts.detail = visibleText(thrown.detail);
  if (thrown.stack) facts.stack = visibleStack(thrown.stack);
  if (thrown.cause !== undefined) facts.cause = errorFacts(thrown.cause);
  return facts;
}

function visibleStack(stack: string): string {
  return stack
    .split('\n')
    .map((line) => visibleText(line))
    .join('\n');
}
