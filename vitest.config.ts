import { defineConfig } from 'vitest/config';

/** Two lanes: `unit` (pure, under a minute) and `integration` (on the embedded servers, one PostgreSQL for the run). */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,packages,e2e,bench,prisma}/**/*.test.ts'],
          exclude: [
            '**/node_modules/**',
            '**/*.integration.test.ts',
            '**/*.long.test.ts',
            '**/*.oracle.test.ts',
            '**/*.faults.test.ts',
          ],
          pool: 'threads',
          // A bound on what hangs, not a measure: two cores may be shared with other work.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{apps,packages}/**/*.integration.test.ts'],
          exclude: ['**/node_modules/**'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          globalSetup: ['packages/testing/src/global-postgres.ts'],
        },
      },
      {
        test: {
          name: 'oracle',
          include: ['{apps,packages}/**/*.oracle.test.ts'],
          exclude: ['**/node_modules/**'],
          testTimeout: 300_000,
          globalSetup: ['packages/testing/src/global-postgres.ts'],
        },
      },
      {
        test: {
          name: 'long',
          include: ['{apps,packages}/**/*.long.test.ts'],
          exclude: ['**/node_modules/**'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 1_200_000,
          hookTimeout: 300_000,
          globalSetup: ['packages/testing/src/global-postgres.ts'],
        },
      },
      {
        test: {
          name: 'faults',
          include: ['e2e/src/faults/*.faults.test.ts'],
          exclude: ['**/node_modules/**'],
          pool: 'forks',
          maxWorkers: 1,
        },
      },
    ],
  },
});
