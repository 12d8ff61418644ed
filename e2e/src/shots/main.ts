import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { signInAs } from '../page/sign-in.ts';
import { browserOptions } from '../product/browser-options.ts';
import { publishFacts } from '../product/facts.ts';
import { startProduct } from '../product/running-product.ts';
import { writeContactSheets } from './contact-sheets.ts';
import { prepareCases } from './prepare-cases.ts';
import { type Shot, shotsOf } from './screens.ts';
import { takeShot } from './take-shot.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'test-results', 'shots');
const sizes = [
  { width: 1280, height: 800 },
  { width: 2560, height: 1440 },
] as const;

/** `npm run shots [-- --only dark-1280]`: every main screen of the real product × theme × width × state, with contact sheets. */
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
    const cases = await prepareCases(browser, address, sessions);
    const taken: Shot[] = [];
    for (const theme of ['light', 'dark'] as const)
      for (const size of sizes)
        for (const shot of shotsOf(cases)) {
          const file = `${shot.screen}-${shot.state}-${theme}-${size.width}.png`;
          if (!file.includes(values.only)) continue;
          await takeShot(browser, {
            address,
            storageState: sessions[shot.role],
            shot,
            theme,
            size,
            path: join(folder, file),
          });
          taken.push({ ...shot, file, theme, width: size.width });
          process.stdout.write(`  ${file}\n`);
        }
    await writeContactSheets(browser, folder, taken);
    process.stdout.write(`${taken.length} pictures in test-results/shots, index.html shows them all\n`);
  } finally {
    await browser.close();
    await product.stop();
  }
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
