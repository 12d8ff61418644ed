import { defineConfig } from 'prisma/config';

/** Used by the ordinary `prisma` command where the network allows it; Virga itself applies migrations in-process. */
export default defineConfig({
  schema: 'prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? 'postgresql://localhost:5433/virga' },
});
