import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { signInAs } from '../page/sign-in.ts';
import { browserOptions } from '../product/browser-options.ts';
import { publishFacts } from '../product/facts.ts';
import { startProduct } from '../product/running-product.ts';
import { writeContactSheets } from './contact-sheets.ts';
import { prepareCases } from './prepare-cases.ts';
import { type Shot, type ShotPlan, type ShotRole, shotsOf } from './screens.ts';
import { shotFilter } from './shot-filter.ts';
import { takeShot } from './take-shot.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'test-results', 'shots');
const sizes = [
  { width: 1280, height: 800 },
  { width: 2560, height: 1440 },
] as const;
const themes = ['light', 'dark'] as const;
/** Pages wait more than they work: a few at once. */
const pagesAtOnce = 3;

/** `npm run shots [-- --only timeline,dark,1280]`: every main screen of the real product × theme × width × state. */
async function main(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
  const product = await startProduct();
  const { address, home, people } = product;
  publishFacts({ address, home, people, password: 'shots: a password of this run' });
  const browser = await chromium.launch(browserOptions.launchOptions);
  try {
    const sessions = await signInAll(browser, address);
    const plans = shotsOf(await prepareCases(browser, address, sessions));
    const taken: Shot[] = [];
    for (const theme of themes)
      for (const size of sizes) {
        const wanted = shotFilter(values.only);
        const shots = plans
          .map((plan) => ({ ...plan, file: fileOf(plan, theme, size.width), theme, width: size.width }))
          .filter(wanted);
        const open = (role: ShotRole) =>
          browser.newContext({
            baseURL: address,
            viewport: size,
            colorScheme: theme,
            ...(sessions[role] ? { storageState: sessions[role] } : {}),
          });
        await takeAll(open, shots);
        taken.push(...shots);
      }
    await writeContactSheets(browser, folder, taken);
    process.stdout.write(`${taken.length} pictures in test-results/shots, index.html shows them all\n`);
  } finally {
    await browser.close();
    await product.stop();
  }
}

function fileOf({ screen, state }: ShotPlan, theme: string, width: number): string {
  return `${screen}-${state}-${theme}-${width}.png`;
}

/** A browser context for each role, a few pages at once. */
async function takeAll(open: (role: ShotRole) => Promise<BrowserContext>, shots: readonly Shot[]): Promise<void> {
  const contexts = new Map<ShotRole, Promise<BrowserContext>>();
  const contextOf = (role: ShotRole) => {
    const context = contexts.get(role) ?? open(role);
    contexts.set(role, context);
    return context;
  };
  const left = [...shots];
  const work = async () => {
    for (let shot = left.shift(); shot; shot = left.shift()) {
      await takeShot(await contextOf(shot.role), shot, join(folder, shot.file));
      process.stdout.write(`  ${shot.file}\n`);
    }
  };
  await Promise.all(Array.from({ length: pagesAtOnce }, work));
  for (const context of contexts.values()) await (await context).close();
}

async function signInAll(browser: Browser, address: string) {
  const of = async (role: 'admin' | 'lead' | 'analyst') => {
    const context = await browser.newContext({ baseURL: address });
    await signInAs(await context.newPage(), role);
    const state = await context.storageState();
    await context.close();
    return state;
  };
  return { admin: await of('admin'), lead: await of('lead'), analyst: await of('analyst'), nobody: undefined };
}

await main();
