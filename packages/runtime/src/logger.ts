import { visibleText } from '@virga/domain';
import pino from 'pino';

/** Members that never reach a log, at any depth, whatever their case: names that our own code and the SDKs use. */
export const redactedNames = [
  'secretAccessKey',
  'sessionToken',
  'password',
  'passwordHash',
  'authorization',
  'cookie',
  'set-cookie',
  'sealed',
  'totpSealed',
  'token',
  'secret',
  'privateKey',
  'clientSecret',
  'client_secret',
  'accessToken',
  'access_token',
  'refresh_token',
  'id_token',
  'controlToken',
  'recoveryCodes',
  'keyring',
  'connectionString',
  'databaseUrl',
  'x-amz-security-token',
];
const redacted = new Set(redactedNames.map((name) => name.toLowerCase()));
const censor = '[redacted]';

export type Logger = pino.Logger;

export interface LoggerOptions {
  /** Name of the process: web, worker:collect, worker:parse, range. */
  name: string;
  level?: string;
  /** A file to append to; without it the lines go to stderr. */
  file?: string;
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
    // For members bound to a child logger; what a call logs is redacted below.
    redact: { paths: redactedNames.map((name) => `["${name}"]`), censor },
    timestamp: pino.stdTimeFunctions.isoTime,
    // Errors are plain facts by then; pino's own serializer would copy whatever an SDK hung on them.
    serializers: { err: (facts: unknown) => facts },
    hooks: {
      logMethod(args, method) {
        method.apply(this, visibleArguments(args) as typeof args);
      },
    },
  };
}

/** A bare error would have its message taken over raw by pino. */
function visibleArguments([first, ...rest]: unknown[]): unknown[] {
  if (!(first instanceof Error)) return [first, ...rest].map((value) => visibleArgument(value));
  const words = rest.length > 0 ? rest.map((value) => visibleArgument(value)) : [visibleText(first.message)];
  return [{ err: errorFacts(first) }, ...words];
}

function visibleArgument(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return visibleText(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Error) return errorFacts(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth > 8) return '[deeper]';
  if (Array.isArray(value)) return value.map((item) => visibleArgument(item, depth + 1));
  if (value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      redacted.has(key.toLowerCase()) ? [key, censor] : [visibleText(key), visibleArgument(inner, depth + 1)],
    ),
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
