import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostileStrings } from '@virga/testing';
import { publishFacts } from './facts.ts';
import { startProduct } from './running-product.ts';

/** Starts the product before the first spec; what comes back stops it and proves that nothing of it is left. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const product = await startProduct({ planted: hostileStrings });
  const { address, home, people } = product;
  publishFacts({ address, home, people, password: `e2e ${randomBytes(12).toString('base64url')}` });
  const parts = partsOf(home);
  return async () => {
    await product.stop();
    const left = parts.filter(({ pid }) => isAlive(pid)).map(({ name, pid }) => `${name} (${pid})`);
    if (left.length > 0) throw new Error(`Ctrl-C left processes: ${left.join(', ')}`);
  };
}

function partsOf(home: string): { name: string; pid: number }[] {
  const file = JSON.parse(readFileSync(join(home, 'run.json'), 'utf8')) as { parts: { name: string; pid: number }[] };
  if (file.parts.length < 4) throw new Error('run.json does not name range, two workers and web');
  return file.parts;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
