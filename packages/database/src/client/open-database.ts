import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '../generated/client.ts';

export interface Database {
  prisma: PrismaClient;
  /** The same connections, for COPY, cursors and parameterised SQL. */
  pool: pg.Pool;
  /** For LISTEN, which needs a connection of its own. */
  url: string;
  close(): Promise<void>;
}

/** Inside a transaction or not: what every query takes. */
export type Transaction = Prisma.TransactionClient;

export interface OpenDatabaseOptions {
  /** Named in pg_stat_activity and in the server's log. */
  role: 'web' | 'collect' | 'parse' | 'read' | 'setup' | 'test';
  /** Connections at most. Default 10. */
  max?: number;
  /** Server-side limit of one statement. Default none; interactive readers set it. */
  statementTimeoutMs?: number;
}

/** One Prisma client and one pool over the same connections. A connection lost while idle is replaced silently. */
export function openDatabase(url: string, options: OpenDatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: `virga-${options.role}`,
    max: options.max ?? 10,
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 60_000,
    ...(options.statementTimeoutMs ? { statement_timeout: options.statementTimeoutMs } : {}),
  });
  // Without a listener an idle connection's end (server restarted, administrator) would end the process.
  pool.on('error', () => undefined);
  const adapter = new PrismaPg(pool, { onPoolError: () => undefined, onConnectionError: () => undefined });
  const prisma = new PrismaClient({
    adapter,
    transactionOptions: { maxWait: 15_000, timeout: 60_000 },
    errorFormat: 'minimal',
  });
  return {
    prisma,
    pool,
    url,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
