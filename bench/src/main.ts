import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateClient } from '@virga/house-rules';

interface Bench {
  name: string;
  title: string;
  run(options: { records?: number; samples?: number }): Promise<object>;
}

/** A fresh clone has no database client until it is generated, so what needs it is loaded after that. */
async function loadBenches(): Promise<readonly Bench[]> {
  await generateClient();
  const loaded = [
    await import('./blocks.ts'),
    await import('./cloudtrail.ts'),
    await import('./memory.ts'),
    await import('./seek.ts'),
    await import('./stored.ts'),
    await import('./timeline.ts'),
  ];
  return loaded.map(({ bench }) => bench);
}

/** `npm run --silent bench` lists; `npm run --silent bench -- NAME [--json] [--records N] [--samples N] [--save]` measures. */
async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { json: flag, save: flag, records: text, samples: text };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [name] = positionals;
  const benches = await loadBenches();
  if (name === undefined) {
    for (const bench of benches) process.stdout.write(`${bench.name.padEnd(12)} ${bench.title}\n`);
    return;
  }
  const bench = benches.find((one) => one.name === name);
  if (!bench) throw new Error(`no bench is called ${name}; there are ${benches.map((one) => one.name).join(', ')}`);
  const result = await bench.run({
    ...(values.records ? { records: Number(values.records) } : {}),
    ...(values.samples ? { samples: Number(values.samples) } : {}),
  });
  const pretty = `${JSON.stringify(result, null, 1)}\n`;
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : pretty);
  if (!values.save) return;
  const folder = join(import.meta.dirname, '..', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), pretty);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`bench: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
