import { defineConfig } from '@playwright/test';
import { browserOptions } from './src/product/browser-options.ts';

/** One product, one browser at a time: the specs share the staged case as people do. No retries: a flake is a bug. */
export default defineConfig({
  testDir: './src',
  // The incident first: it watches the case while it fills.
  projects: [
    { name: 'incident', testMatch: '**/incident.spec.ts' },
    { name: 'journeys', testMatch: '**/*.spec.ts', testIgnore: '**/incident.spec.ts' },
  ],
  outputDir: '../test-results/e2e',
  globalSetup: './src/product/global-setup.ts',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: browserOptions.browserName,
    launchOptions: browserOptions.launchOptions,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
});
