import { parseArgs } from 'node:util';

export interface StartOptions {
  range: boolean;
  port: number;
  seed: number;
  size: 'small' | 'full';
  /** JSON file of strings that the staged attacker wrote wherever he could. */
  plant: string | null;
}

export const startUsage = `Usage: virga start [--no-range] [--port 3000] [--seed 7] [--size full|small]

Installs, builds and starts everything on this machine and prints the address; Ctrl-C stops it, the data stays.

  --no-range   starts empty, for real accounts; without it a staged estate and its incident are set up
  --port N     of the web app; the next free one when it is taken
  --seed N, --size full|small   of the staged estate

Exit: 0 stopped by Ctrl-C; 1 something did not start or ended; 2 wrong usage.
`;

/** `npm start -- [--no-range] [--port 3000] [--seed 7] [--size full|small] [--plant FILE.json]`. */
export function readStartOptions(argv: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...argv],
    allowNegative: true,
    options: {
      range: { type: 'boolean', default: true },
      port: { type: 'string', default: '3000' },
      seed: { type: 'string', default: '7' },
      size: { type: 'string', default: 'full' },
      plant: { type: 'string' },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error(`--port ${values.port} is not a port number`);
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new Error(`--seed ${values.seed} is not a whole number`);
  if (values.size !== 'small' && values.size !== 'full') throw new Error('--size is small or full');
  return { range: values.range, port, seed, size: values.size, plant: values.plant ?? null };
}
